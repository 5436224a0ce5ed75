import { proveKit } from "./prove-kit";

// The last release of OpenMetadata that Airflow 2 can be used with.
proveKit("1.12.14", "1.12.14.2");
