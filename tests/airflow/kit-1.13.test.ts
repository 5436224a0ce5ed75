import { proveKit } from "./prove-kit";

// The newest release of the 1.x lines, on the Airflow that its own image has.
proveKit("1.13.6", "1.13.6.3");
