import { rule } from "../rule";

/** Variables of the mail settings, of every release. */
export const mailVariable =
  /^(SMTP_SERVER_\w+|AUTHORIZER_ENABLE_SMTP|OPENMETADATA_SMTP_SENDER_MAIL|OM_EMAIL_\w+|OM_SUPPORT_URL)$/;

/** The server keeps its mail settings in the database from the first start on, and later variables count for nothing (issues 13263, 26159). */
export const mailIsStored = rule(["server"], ({ server }, { secretNames }) => {
  const own = Object.keys(server.environment).find((name) => mailVariable.test(name));
  const secret = [...secretNames].find((name) => name.startsWith("serverEnvironment.SMTP_"));
  if (own === undefined && secret === undefined) return {};
  const key = own === undefined ? `secrets.${secret}` : `server.environment.${own}`;
  const text =
    "counts at the first start alone, after which the server reads its mail settings from its database: make a later change in Settings > Preferences > Email";
  return { notes: [{ key, text }] };
});
