/** OpenMetadata's database on a server that the stack makes. */
export const exampleDatabase = {
  engine: "postgres",
  host: "db",
  port: 5432,
  name: "openmetadata_db",
  user: "openmetadata_user",
  masterUser: "master",
} as const;
