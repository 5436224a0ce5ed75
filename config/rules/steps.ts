import { isRecord } from "../../problems/record";
import { set } from "../../problems/commands";
import type { Problem } from "../../problems/problem";
import { lineOf } from "./release";
import { rule } from "./rule";

/** A step that is asked for by name and cannot run; where it is on by default it is left out without a word. */
export const stepsCanRun = rule(["version", "steps", "airflow"], ({ version, airflow }, { written }) => {
  const asked = isRecord(written.steps) ? written.steps : {};
  const line = lineOf(version);
  if (line === undefined) return {};
  const why = (key: "reindex" | "redeployPipelines"): string | undefined => {
    if ((key === "reindex" ? line.reindex : line.deployPipelines) === undefined)
      return `false with OpenMetadata ${version}: 1.5.0 is the first release whose command for it surely works`;
    return key === "redeployPipelines" && airflow.host === "existing"
      ? "false with an Airflow of yours, which has to be brought to the new release first: deploy its pipelines in OpenMetadata then"
      : undefined;
  };
  const problems = (["reindex", "redeployPipelines"] as const).flatMap((name): Problem[] => {
    const allowed = asked[name] === true ? why(name) : undefined;
    const key = `steps.${name}`;
    return allowed === undefined ? [] : [{ key, found: "true", allowed, fix: set(key, "false") }];
  });
  return { problems };
});
