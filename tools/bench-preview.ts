import { execFileSync } from "node:child_process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as ec2 from "@pulumi/aws/ec2";
import { stackFile } from "../config/stack-file/stack-files";
import { pulumiCli } from "../rehearsal/engine/find-pulumi";
import { RehearsalSession, type Program, type Run } from "../rehearsal/engine/session";
import { sameResources } from "./bench-same-resources";
import { median, row, share } from "./bench-figures";

/** As many resources as the platform has, with nothing between them and hardly anything in them. */
const smallResources =
  (count: number): Program =>
  async () => {
    for (let index = 0; index < count; index++) new ec2.Vpc(`vpc-${index}`, { cidrBlock: "10.0.0.0/16" });
  };

const registered = (run: Run): number => run.operations.filter(({ type }) => !type.startsWith("pulumi:")).length;

/** What one kind of program took, each run. */
interface Measured {
  readonly platform: Run[];
  readonly same: Run[];
  readonly small: Run[];
}

/**
 * Preview of a stack against two bare programs with as many resources: one registers the stack's own, the other the
 * smallest there are. Nothing up yet first, then everything up.
 */
export const benchPreview = async (runs: number, stack: string): Promise<void> => {
  const file = stackFile(stack);
  const program = await sameResources(stack);
  const started = performance.now();
  const platform = await RehearsalSession.start({ stackFile: file });
  const start = performance.now() - started;
  const count = registered(await platform.preview());
  const same = await RehearsalSession.start({ stackFile: file, stackName: `${stack}-same`, program });
  const small = await RehearsalSession.start({
    stackFile: file,
    stackName: `${stack}-small`,
    program: smallResources(count),
  });
  const sessions = { platform, same, small };
  // What the rules cost is the platform's to answer for.
  same.setJudging(false);
  try {
    const empty = await inTurns(runs, sessions);
    for (const session of Object.values(sessions)) await session.up();
    const full = await inTurns(runs, sessions);
    console.log(`\nPreview of ${stack} against bare programs of ${count} resources, medians of ${runs}`);
    for (const [at, measured] of Object.entries({ "nothing up yet": empty, "everything up": full })) {
      row(`${at}, the same (aim 1.1)`, totals(measured.platform), totals(measured.same));
      row(`${at}, equal VPCs`, totals(measured.platform), totals(measured.small));
    }
    await fixedCosts(full.platform, start);
  } finally {
    await Promise.all(Object.values(sessions).map((session) => session.dispose()));
  }
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** What one preview leaves behind is not the next one's cost. */
const collectGarbage = (): void => {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
};

/** Turns that warm what is compiled and cached. */
const warming = 2;

const inTurns = async (runs: number, sessions: Record<keyof Measured, RehearsalSession>): Promise<Measured> => {
  const measured: Measured = { platform: [], same: [], small: [] };
  for (let turn = 1 - warming; turn <= runs; turn++)
    for (const kind of ["platform", "same", "small"] as const) {
      collectGarbage();
      const run = await sessions[kind].preview();
      if (turn > 0) measured[kind].push(run);
    }
  return measured;
};

const totals = (runs: readonly Run[]): number[] => runs.map(({ durationMs }) => durationMs);

const fixedCosts = async (runs: readonly Run[], start: number): Promise<void> => {
  const cli = await pulumiCli();
  const processStart = await timed(async () => execFileSync(cli, ["version"]));
  console.log("\nWhere the time of one preview goes");
  share("session: files, providers", start);
  share("engine process alone (version)", processStart);
  share("engine start until the program", median(runs.map(({ timings }) => timings.engineStart)));
  share("program, waiting included", median(runs.map(({ timings }) => timings.program)));
  share("answers of the providers", median(runs.map(({ timings }) => timings.providers)));
  share("preview, all of it", median(totals(runs)));
};
