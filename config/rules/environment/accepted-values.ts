import { acceptedValues } from "../../../openmetadata/variables/accepted-values";
import { alternatives } from "../../messages/allowed-values";
import { configPath, set } from "../../../problems/commands";
import { foundValue } from "../../../problems/found-value";
import type { Problem } from "../../../problems/problem";
import { lineOf } from "../release";
import { rule } from "../rule";

/** A value outside of an enumeration of the release ends the server at its start: the models of the release say which it takes. */
export const valuesAreAccepted = rule(["version", "server", "auth"], ({ version, server, auth }) => {
  if (lineOf(version) === undefined) return {};
  const { clientAuthenticationMethod: method } = auth.oidc ?? {};
  const said: readonly (readonly [key: string, variable: string, value: string])[] = [
    ...Object.entries(server.environment).map(
      ([name, value]) => [configPath(["server", "environment", name]), name, value] as const,
    ),
    ...(method === undefined
      ? []
      : [["auth.oidc.clientAuthenticationMethod", "OIDC_CLIENT_AUTH_METHOD", method] as const]),
  ];
  const problems = said.flatMap(([key, variable, value]): Problem[] => {
    const accepted = acceptedValues(variable, version);
    if (accepted === undefined || accepted.values.includes(value)) return [];
    const known = accepted.values.filter((each) => each !== "openmetadata").map((each) => `"${each}"`);
    const allowed = `${alternatives(known)} with OpenMetadata ${version} (${accepted.source}); the server ends at any other`;
    return [{ key, found: foundValue(key.split("."), value), allowed, fix: set(key, accepted.values[0]) }];
  });
  return { problems };
});
