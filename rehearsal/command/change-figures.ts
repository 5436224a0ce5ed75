import { stackFile } from "../../config/stack-file/stack-files";
import { defaultVersion } from "../../config/schema";
import { consequencesOf } from "../consequences/index";
import type { Downtime } from "../consequences/consequences";
import { RehearsalSession } from "../engine/session";
import { changeEntries } from "../report/changes";
import { downtimeText } from "../report/consequence-lines";
import { namePrefix, type StateResource } from "../report/state";
import { plannedAfter, plannedResources, stateResources } from "../session-view";

/** The stack files that the project ships, whose figures the runbooks show. */
export const figureStacks = ["dev", "staging", "prod"] as const;

interface Tried {
  /** What a reader calls it. */
  readonly what: string;
  readonly key: string;
  readonly value: string;
  readonly secret?: boolean;
}

const patchAfter = (version: string): string => version.replace(/\d+$/, (patch) => String(Number(patch) + 1));

/** What changes most often in the life of a stack. */
const tried: readonly Tried[] = [
  { what: "a variable of the server", key: "openmetadata:server.environment.LOG_LEVEL", value: "DEBUG" },
  {
    ...{ what: "a variable of Airflow", value: "16" },
    key: "openmetadata:airflow.environment.AIRFLOW__CORE__MAX_ACTIVE_TASKS_PER_DAG",
  },
  { what: "a new release", key: "openmetadata:version", value: patchAfter(defaultVersion) },
  {
    ...{ what: "a secret of the server", secret: true, value: Buffer.alloc(32, 1).toString("base64") },
    key: "openmetadata:secrets.server.fernetKey",
  },
];

/** A change of a shipped stack, and what it stops by the rehearsal's model. */
export interface ChangeFigure {
  readonly stack: string;
  readonly what: string;
  readonly key: string;
  readonly downtime: readonly Downtime[];
}

/** Brings a shipped stack up on the simulated account, and plans each change from there. */
export async function changeFigures(stack: (typeof figureStacks)[number]): Promise<ChangeFigure[]> {
  const session = await RehearsalSession.start({ stackFile: stackFile(stack) });
  try {
    await session.up();
    const base = stateResources(session);
    const figures: ChangeFigure[] = [];
    for (const { what, key, value, secret } of tried) {
      const kept = session.config[key];
      if (secret) session.setTypedSecret(key, value);
      else session.setConfig(key, value);
      figures.push({ stack, what, key, downtime: await planned(session, base) });
      // Read again, the stack file would get other values for the secrets that it only needs.
      if (kept === undefined) session.removeConfig(key);
      else session.setConfig(key, kept);
    }
    return figures;
  } finally {
    await session.dispose();
  }
}

async function planned(session: RehearsalSession, base: readonly StateResource[]): Promise<readonly Downtime[]> {
  const preview = await session.preview();
  const head = plannedAfter(base, plannedResources(session, preview));
  const prefix = namePrefix(session.workspace.project.name, session.stackName);
  return consequencesOf({ base, head, changes: changeEntries(preview.operations, base, head), prefix }).downtime;
}

const cell = (downtime: readonly Downtime[]): string =>
  downtime.length === 0 ? "nothing" : downtime.map(downtimeText).sort().join("<br>");

/** A row for each change, a column for each stack. Markdown. */
export function figuresTable(figures: readonly ChangeFigure[]): string {
  const changes = [...new Set(figures.map(({ what }) => what))];
  const rows = changes.map((what) => {
    const cells = figureStacks.map((stack) =>
      cell(figures.find((one) => one.stack === stack && one.what === what)?.downtime ?? []),
    );
    return `| ${what} (\`${figures.find((one) => one.what === what)?.key.replace("openmetadata:", "")}\`) | ${cells.join(" | ")} |`;
  });
  const head = ["changed", ...figureStacks].map((text) => ` ${text} `).join("|");
  return [`|${head}|`, `|${["changed", ...figureStacks].map(() => " --- ").join("|")}|`, ...rows].join("\n");
}

const [begin, end] = [
  "<!-- Made by npm run change-figures; a test fails when it is stale. -->",
  "<!-- End of the figures. -->",
];

/** A page with another text between its two marks. */
export function withFigures(page: string, text: string): string {
  const [before, rest = ""] = page.split(begin);
  const after = rest.split(end)[1];
  if (after === undefined) throw new Error(`The page has no ${begin} … ${end}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

/** The lines that a page has between its marks, however wide a formatter made its tables. */
export const figuresOf = (page: string): string[] =>
  (page.split(begin)[1]?.split(end)[0] ?? "")
    .split("\n")
    .map((line) => line.replace(/^> ?/, "").replace(/\s*\|\s*/g, "|"))
    .filter((line) => line !== "" && !/^\|[\s|:-]+$/.test(line));
