import { generateKeyPairSync } from "node:crypto";

/** Stack files that work, as values under `openmetadata:`. Each shows one way to use what a team already has. */
export interface ValidStackFile {
  readonly title: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A Fernet key made for these cases; it protects nothing. */
export const exampleFernetKey = Buffer.alloc(32, 7).toString("base64");

/** A key pair made for one run. */
export const exampleRsaKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
  type: "pkcs8",
  format: "pem",
});

/** Who may reach the page: without it nothing but a domain with a log-in is taken. */
export const clients = { allowedCidrs: ["203.0.113.0/24"] };

/** The same values with the page open to {@link clients} alone, unless they say otherwise. */
export const forClients = (values: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...values,
  server: { ...clients, ...(values.server as object | undefined) },
});

export const existingNetwork = {
  mode: "existing",
  vpcId: "vpc-0123456789abcdef0",
  publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  privateSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
};

export const domain = { certificate: "create", name: "metadata.example.com", zoneId: "Z0123456789ABCDEFGHIJ" };
export const okta = {
  mode: "okta",
  clientId: "client",
  authority: "https://example.okta.com",
  principalDomain: "example.com",
};

export const existingDatabase = {
  mode: "existing",
  host: "database.example.com",
  username: "administrator",
  newInstallation: true,
};

export const existingAirflow = {
  host: "existing",
  angles: ["connectors", "managed-apis"],
  endpoint: "http://airflow.example.com:8080",
  version: "3.3.1",
  runtime: "compose",
  confirmUnauthenticatedDeploy: true,
};

export const existingSecretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:okta/client-AbCdEf";
