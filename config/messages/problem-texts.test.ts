import assert from "node:assert/strict";
import { test } from "node:test";
import { canary } from "../testing/canary";
import { clients, domain, existingNetwork, okta } from "../testing/valid-stack-files";
import { foundValue } from "../../problems/found-value";
import { problemsText, problemText } from "../../problems/problem";
import { validateStackConfig } from "../validate";

type Values = Record<string, unknown>;

const problemsOf = (values: Values) => validateStackConfig(values, { region: "eu-west-1" }).problems;
const textsOf = (values: Values) => problemsOf({ server: clients, ...values }).map(problemText);

const text = problemsText(problemsOf({ size: "huge", domain, auth: { mode: "okta", clientType: "confidential" } }));

test("the text of all problems has each command in a line of its own that can be pasted, however long it is", () => {
  const lines = text.split("\n").filter((line) => line.includes("pulumi "));
  assert.ok(lines.length >= 4, text);
  for (const line of lines) assert.match(line, /^ {9}pulumi config (set|rm) .*[^.]$/);
  assert.ok(lines.some((line) => line.endsWith("--secret --path openmetadata:secrets.auth.clientSecret")));
});

test("the text of all problems is no wider than a terminal but for commands, indented below its number, with an empty line between problems", () => {
  const [heading, empty, ...lines] = text.split("\n");
  assert.match(heading ?? "", /^The configuration of this stack has 5 problems; nothing was changed\.$/);
  assert.equal(empty, "");
  for (const line of lines) {
    assert.match(line, /^$|^ {2}\d\. \S|^ {5}\S|^ {9}pulumi /);
    if (!line.includes("pulumi ")) assert.ok(line.length <= 74, line);
  }
  assert.equal(lines.filter((line) => line === "").length, 4);
});

const guesses: readonly (readonly [values: Values, command: RegExp])[] = [
  [{ size: "Medium" }, /openmetadata:size medium$/m],
  [{ domain, auth: { ...okta, mode: "Google" } }, /auth\.mode google$/m],
  [{ domain, auth: { ...okta, mode: "cognito" } }, /auth\.mode aws-cognito$/m],
  [{ version: "v1.13.6" }, /openmetadata:version 1\.13\.6$/m],
  [{ version: "2.0" }, /openmetadata:version 2\.0\.7$/m],
  [{ version: "1.13" }, /openmetadata:version 1\.13\.6$/m],
  [{ version: "1.12.x" }, /openmetadata:version 1\.12\.\d+$/m],
  [{ airflow: { connectors: ["mysql", "snowflak"] } }, /'openmetadata:airflow\.connectors\[1\]' snowflake$/m],
  [{ database: { storageGiB: 5 } }, /database\.storageGiB 20$/m],
  [{ server: { ...clients, cpu: 1000 } }, /server\.cpu 1024$/m],
  [{ dataProtection: "on" }, /openmetadata:dataProtection true$/m],
  [{ server: { allowedCidrs: ["192.0.2.1"] } }, /'openmetadata:server\.allowedCidrs\[0\]' 192\.0\.2\.1\/32$/m],
  [{ domain: { ...domain, name: "https://A.example.com/" } }, /domain\.name a\.example\.com$/m],
  [{ domain, auth: { mode: "okta", clientId: "x" } }, /auth\.authority AUTHORITY$/m],
  [{ auth: "okta" }, /openmetadata:auth\n.*auth\.mode okta$/m],
];
for (const [values, command] of guesses)
  test(`placeholders and guesses: ${JSON.stringify(values)}`, () => assert.match(textsOf(values).join("\n"), command));

test("placeholders and guesses: a version says what YAML made of it, and which number is missing", () => {
  assert.match(textsOf({ version: 1.1 }).join(), /did you mean 1\.1\.7\? YAML reads 1\.10 without quotes as 1\.1\.$/m);
  assert.match(textsOf({ version: "2.0" }).join(), /three numbers such as 1\.13\.6, .*; did you mean 2\.0\.7\?$/m);
  assert.doesNotMatch(textsOf({ version: "3.1.0" }).join(), /did you mean/);
  const { notes } = validateStackConfig({ version: "1.99.0", server: clients });
  assert.match(
    notes.map(({ text }) => text).join(),
    /1\.99\.0 is a newer release than 1\.13\.6.*see that its images exist/,
  );
});

const forms: readonly (readonly [values: Values, command: RegExp])[] = [
  [
    { database: { mode: "existing", host: "jdbc:postgresql://db.example.com:5432/x", username: "a" } },
    /database\.host db\.example\.com$/m,
  ],
  [{ database: { mode: "existing", host: "db.example.com:5432", username: "a" } }, /database\.host db\.example\.com$/m],
  [{ server: { ...clients, publicUrl: "ftp://a.example.com" } }, /server\.publicUrl https:\/\/a\.example\.com$/m],
  [{ auth: { principalDomain: "jane@example.com" } }, /auth\.principalDomain example\.com$/m],
  [{ auth: { adminPrincipals: ["jane@example.com"] } }, /'openmetadata:auth\.adminPrincipals\[0\]' jane$/m],
  [{ version: "01.13.06" }, /openmetadata:version 1\.13\.6$/m],
  [{ database: { mode: "existing", host: "a", username: "b", port: 99999 } }, /database\.port PORT$/m],
  [
    { server: { ...clients, environment: { FERNET_KEY: "abc" } } },
    /rm --path openmetadata:server\.environment\.FERNET_KEY\n.*--secret --path openmetadata:secrets\.server\.fernetKey$/m,
  ],
];
for (const [values, command] of forms)
  test(`the command that fixes a form: ${JSON.stringify(values)}`, () =>
    assert.match(textsOf(values).join("\n"), command));

const nearest: readonly (readonly [values: Values, text: RegExp])[] = [
  [{ protect: true }, /protect is not a key \(found a boolean\); did you mean dataProtection\?/],
  [
    { domain, auth: { mode: "saml", saml: { entityId: canary, idpLoginUrl: "https://a", idpCertificate: "a" } } },
    /did you mean auth\.saml\.idpEntityId\?/,
  ],
  [{ server: { ...clients, environment: { LOG_LEVLE: "a" } } }, /did you mean LOG_LEVEL\?/],
  [{ database: { password: canary } }, /did you mean secrets\.database\.password\?/],
  [
    { network: { vpcId: "vpc-01234567" } },
    /only when network\.mode is "existing"\.\nChoose that:\n {4}pulumi config set --path openmetadata:network\.mode existing$/m,
  ],
];
for (const [values, text] of nearest)
  test(`the nearest key: ${JSON.stringify(values)}`, () => assert.match(textsOf(values).join("\n"), text));

test("the nearest key: is no far-fetched one", () => {
  for (const values of [
    { foo: 1 },
    { zzzz: 1 },
    { auth: { colour: "a" } },
    { server: { ...clients, environment: { FOO_BAR: "a" } } },
  ])
    assert.doesNotMatch(textsOf(values).join("\n"), /did you mean/, JSON.stringify(values));
});

test("the nearest key: is the path that was meant, when --path was forgotten", () => {
  const auth = { ...okta, clientType: "confidential" };
  const [text = "", ...more] = textsOf({ domain, auth, "secrets.auth.clientSecret": canary });
  assert.deepEqual(more, [], "that the secret is missing follows from it");
  assert.match(text, /^openmetadata:secrets\.auth\.clientSecret is one key with dots in its name, set without --path/);
  assert.match(
    text,
    /:\n {4}pulumi config rm openmetadata:secrets\.auth\.clientSecret\n {4}pulumi config set --secret --path openmetadata:secrets\.auth\.clientSecret$/,
  );
});

test("a value that is empty is called so, and taken away where the key may be absent", () => {
  // A key at the top without a value arrives as an empty text, one below it as null.
  for (const values of [
    { size: "" },
    { version: "" },
    { server: { ...clients, cpu: null } },
    { server: { ...clients, publicUrl: "" } },
  ])
    assert.match(
      textsOf(values).join("\n"),
      /^openmetadata:[\w.]+ is empty; allowed: .*\nRemove the line, or give it a value:\n {4}pulumi config rm (--path )?openmetadata:[\w.]+$/,
      JSON.stringify(values),
    );
});

test("a value that is empty is asked for where the key is needed", () => {
  for (const zoneId of ["", null])
    assert.match(
      textsOf({ domain: { ...domain, zoneId } }).join("\n"),
      /zoneId is empty; .*\nGive it a value:\n {4}.*zoneId ZONE-ID$/,
    );
});

test("a found value is shown where no secret can be", () => {
  for (const path of [
    ["network", "privateSubnetIds", 0],
    ["auth", "publicKeyUrls", 0],
    ["database", "kmsKeyArn"],
    ["auth", "oidc", "tokenValiditySeconds"],
    ["auth", "saml", "keystoreFile"],
  ])
    assert.equal(foundValue(path, "subnet"), '"subnet"', path.join("."));
  assert.match(
    textsOf({ network: { ...existingNetwork, privateSubnetIds: ["subnet-1", "subnet-01234567"] } }).join(),
    /is "subnet-1";/,
  );
});

test("a found value is hidden behind the name of a secret, or when it looks like one", () => {
  for (const name of ["password", "clientSecret", "apiKey", "accessKeyId", "privateKey", "authToken", "authHeader"])
    assert.doesNotMatch(foundValue(["server", name], canary), /Canary/, name);
  assert.doesNotMatch(foundValue(["auth", "publicKeyUrls", 0], `https://user:${canary}@a`), /Canary/);
});
