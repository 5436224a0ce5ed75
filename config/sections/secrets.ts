import { z } from "zod";
import { environmentName } from "./values";

const leaf = z.string().min(1);

/** The only section that may hold secret values; it mirrors the others. */
export const secretsSection = z
  .strictObject({
    auth: z
      .strictObject({
        clientSecret: leaf.optional().describe("Client secret of a confidential OIDC client."),
        ldapAdminPassword: leaf.optional().describe("Password of auth.ldap.adminDn."),
        ldapTrustStorePassword: leaf.optional().describe("Password of auth.ldap.trustStoreFile."),
        samlPrivateKey: leaf.optional().describe("This server's private key, when it signs SAML requests."),
        samlKeystorePassword: leaf.optional().describe("Password of the SAML key store."),
        botJwtToken: leaf.optional().describe("JWT of the ingestion bot (0.12.0 to 0.13.0)."),
        botClientSecret: leaf
          .optional()
          .describe("Client secret of the ingestion bot (0.12.0 to 0.13.0; Azure, Auth0, custom OIDC)."),
        botPrivateKey: leaf.optional().describe("Private key of the ingestion bot (0.12.0 to 0.13.0; Okta)."),
      })
      .optional()
      .describe("Secrets of the authentication mode."),
    airflow: z
      .strictObject({
        password: z
          .string()
          .min(8)
          .regex(
            /^[A-Za-z0-9_.~!@%^*+=:,-]+$/,
            "letters, digits and _.~!@%^*+=:,- (the image's start script cannot take quotes)",
          )
          .optional()
          .describe("Password of airflow.username; generated on a created host when absent."),
        fernetKey: leaf.optional().describe("Airflow's Fernet key, of an earlier installation."),
        trustStorePassword: leaf.optional().describe("Password of the trust store with Airflow's certificate."),
      })
      .optional()
      .describe("Secrets of Airflow."),
    database: z
      .strictObject({
        password: z.string().min(8).optional().describe("Password of database.username on an existing database."),
      })
      .optional()
      .describe("Secrets of the database."),
    search: z
      .strictObject({
        password: z.string().min(8).optional().describe("Password of search.username on an existing cluster."),
      })
      .optional()
      .describe("Secrets of the search cluster."),
    server: z
      .strictObject({
        fernetKey: leaf
          .optional()
          .describe("The server's Fernet key, of an earlier installation; new,old while rotating."),
        jwtPrivateKey: leaf
          .optional()
          .describe("The server's RSA private key, of an earlier installation: PKCS#8 PEM, or DER in base64."),
      })
      .optional()
      .describe("Secrets of the server."),
    serverEnvironment: z.record(environmentName, leaf).optional().describe("More secret variables of the server."),
    airflowEnvironment: z.record(environmentName, leaf).optional().describe("More secret variables of Airflow."),
  })
  .describe(
    "Every secret value. Set one with: pulumi config set --secret --path openmetadata:secrets.auth.clientSecret",
  );
