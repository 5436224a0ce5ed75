import path from "node:path";
import { renameSync, mkdirSync, rmSync } from "node:fs";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { PulumiCommandLine } from "../../rehearsal/engine/language-host/pulumi-cli";
import { FaultPlan } from "../../rehearsal/protocol/faults";

const stackFile = path.resolve(__dirname, "../../Pulumi.dev.yaml");

export interface Aftermath {
  /** Whether the interrupted `up` reported an error. */
  failed: boolean;
  /** URN and identifier of what is in the account and not in the state. */
  strays: { urn: string; id: string; type: string }[];
  /** What the state names and the account does not have. */
  lost: string[];
  /** URNs of creations that the state said were under way. */
  pending: string[];
}

export interface Plan {
  faults: FaultPlan;
  /** Given what kills the engine; the run is then one of `pulumi` itself, whose program dies with it. */
  onStart?: (kill: () => void) => void;
}

/** Brings the stack up under a plan, repeats `up` without it, and compares account and state. */
export async function upUnder(plan: (session: RehearsalSession) => Plan): Promise<Aftermath> {
  const commandLine = await PulumiCommandLine.start({ stackFile });
  const { session } = commandLine;
  try {
    const { faults, onStart } = plan(session);
    session.setFaults(faults);
    const failed = onStart ? await killed(commandLine, onStart) : await fails(session);
    const pending = (session.state().pending_operations ?? []).map(({ resource }) => resource.urn);
    session.setFaults(new FaultPlan());
    if (onStart) await session.recover();
    if (failed) await retry(session, pending);
    const quiet = await session.preview();
    if (quiet.changes.length > 0) {
      throw new Error(`another update would change ${quiet.changes.map(({ urn }) => urn).join(", ")}`);
    }
    const state = session.state().resources.filter(({ custom, type }) => custom && type.startsWith("aws:"));
    return {
      failed,
      strays: session.cloud.strays(state).filter(({ type }) => type.startsWith("aws:")),
      lost: state.filter(({ type, id }) => !session.cloud.get(type, id ?? "")).map(({ urn }) => urn),
      pending,
    };
  } finally {
    await commandLine.dispose();
  }
}

const fails = (session: RehearsalSession): Promise<boolean> =>
  session.up().then(
    () => false,
    () => true,
  );

async function killed(commandLine: PulumiCommandLine, onStart: (kill: () => void) => void): Promise<boolean> {
  const up = ["up", "--yes", "--skip-preview"];
  const { code } = await commandLine.run(up, (child) => onStart(() => child.kill("SIGKILL")));
  return code !== 0;
}

/** The next `up`. Where a stray of the same name stands in its way, AWS says so, and its owner takes it away first. */
async function retry(session: RehearsalSession, pending: readonly string[]): Promise<void> {
  try {
    await session.up();
  } catch (error) {
    if (!/already exists/.test((error as Error).message)) throw error;
    const state = session.state().resources;
    for (const stray of session.cloud
      .strays(state)
      .filter(({ urn }) => pending.includes(urn) || (error as Error).message.includes(urn.split("::").pop()!))) {
      session.cloud.remove(stray.type, stray.id);
    }
    await session.up();
  }
}

/** Makes the next write of the state fail, until it is undone. */
export function blockState(session: RehearsalSession): () => void {
  const file = session.workspace.stateFile;
  renameSync(file, `${file}.kept`);
  mkdirSync(path.join(file, "blocked"), { recursive: true });
  return () => {
    rmSync(file, { recursive: true, force: true });
    renameSync(`${file}.kept`, file);
  };
}
