import { execFileSync } from "node:child_process";
import * as ec2 from "@pulumi/aws/ec2";
import { stackFile } from "../config/stack-file/stack-files";
import { pulumiCli } from "../rehearsal/engine/find-pulumi";
import { stackEncryption } from "../rehearsal/engine/encryption";
import { RehearsalSession, type Program, type Run } from "../rehearsal/engine/session";
import { median, row, share } from "./bench-figures";

/** As many resources as the platform has, with nothing between them: what the engine itself costs. */
const bareProgram =
  (count: number): Program =>
  async () => {
    for (let index = 0; index < count; index++) new ec2.Vpc(`vpc-${index}`, { cidrBlock: "10.0.0.0/16" });
  };

const registered = (run: Run): number => run.operations.filter(({ type }) => !type.startsWith("pulumi:")).length;

/** Preview of a stack against a bare program with as many resources: nothing up yet, then with everything up. */
export const benchPreview = async (runs: number, stack: string): Promise<void> => {
  const derivation = await timed(() => stackEncryption());
  const started = performance.now();
  const platform = await RehearsalSession.start({ stackFile: stackFile(stack) });
  const start = performance.now() - started;
  const count = registered(await platform.preview());
  const bare = await RehearsalSession.start({
    stackFile: stackFile(stack),
    stackName: `${stack}-bare`,
    program: bareProgram(count),
  });
  try {
    await bare.preview();
    const empty = await inTurns(runs, platform, bare);
    await platform.up();
    await bare.up();
    const full = await inTurns(runs, platform, bare);
    console.log(`\nPreview of ${stack} against a bare program of ${count} resources (aim 1.3), medians of ${runs}`);
    row("nothing up yet, ms", total(empty.platform), total(empty.bare));
    row("everything up, ms", total(full.platform), total(full.bare));
    await fixedCosts(full.platform, derivation, start);
  } finally {
    await Promise.all([platform.dispose(), bare.dispose()]);
  }
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const inTurns = async (
  runs: number,
  platform: RehearsalSession,
  bare: RehearsalSession,
): Promise<{ platform: Run[]; bare: Run[] }> => {
  const measured = { platform: [] as Run[], bare: [] as Run[] };
  for (let run = 0; run < runs; run++) {
    measured.platform.push(await platform.preview());
    measured.bare.push(await bare.preview());
  }
  return measured;
};

const total = (runs: readonly Run[]): number => median(runs.map(({ durationMs }) => durationMs));

const fixedCosts = async (runs: readonly Run[], derivation: number, start: number): Promise<void> => {
  const cli = await pulumiCli();
  const processStart = await timed(async () => execFileSync(cli, ["version"]));
  console.log("\nWhere the time of one preview goes");
  share("key derivation, once a process", derivation);
  share("session: files, providers", start);
  share("engine process alone (version)", processStart);
  share("engine start until the program", median(runs.map(({ timings }) => timings.engineStart)));
  share("program, waiting included", median(runs.map(({ timings }) => timings.program)));
  share("answers of the providers", median(runs.map(({ timings }) => timings.providers)));
  share("preview, all of it", total(runs));
};
