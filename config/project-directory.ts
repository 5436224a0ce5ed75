import { join } from "node:path";

/** The folder that holds Pulumi.yaml: files that a stack file names (`database.caCertificateFile`) are relative to it. */
export const projectDirectory = join(__dirname, "..");
