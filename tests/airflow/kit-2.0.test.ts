import { proveKit } from "./prove-kit";

// The newest 2.x whose packages could be installed: openmetadata-ingestion 2.0.7.0 asks for a certifi newer than PyPI had.
proveKit("2.0.6", "2.0.6.0");
