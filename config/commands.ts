export * from "../openmetadata/commands";
