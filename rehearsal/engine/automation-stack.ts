import { LocalWorkspace, Stack, type PulumiCommand } from "@pulumi/pulumi/automation";
import type { ResourceGraph } from "../protocol/graph";
import { runPulumi, type CommandOptions, type CommandOutcome } from "./command";
import { pinnedVersion } from "./find-pulumi";
import type { Program } from "./program";
import { keepStackRejectionQuiet, recordRegistrations } from "./registrations";
import type { TemporaryWorkspace } from "./workspace";

/** What is noted of the program while the engine runs it. */
export interface ProgramMarks {
  /** Milliseconds of `performance.now()`; 0 until then. */
  programStart: number;
  programEnd: number;
  hangUp?: () => void;
  /** What the program threw. */
  thrown?: unknown;
}

/** A session's stack, as far as the Automation API needs it. */
export interface AutomationAccess {
  /** File of the Pulumi CLI. */
  readonly cli: string;
  readonly workspace: TemporaryWorkspace;
  readonly stackName: string;
  readonly program: Program;
  /** Where registrations are recorded. */
  readonly graph: ResourceGraph;
  readonly environment: () => Record<string, string>;
}

/** All that the Automation API asks of the version is whether the engine can send its events over a socket. */
const engineVersion = pinnedVersion as unknown as PulumiCommand["version"];

/** The program, with its registrations recorded, and what happens to it in `marks`. */
const recorded =
  ({ program, graph }: AutomationAccess, marks: ProgramMarks) =>
  async () => {
    marks.programStart = performance.now();
    marks.hangUp = recordRegistrations(graph);
    try {
      return (await program()) ?? {};
    } catch (error) {
      keepStackRejectionQuiet();
      marks.thrown = error;
      throw error;
    } finally {
      marks.programEnd = performance.now();
    }
  };

/** The stack through the Automation API, which runs the program in this process. */
export async function automationStack(
  access: AutomationAccess,
  options: Pick<CommandOptions, "onStart">,
  marks: ProgramMarks,
): Promise<Stack> {
  const command = {
    command: access.cli,
    version: engineVersion,
    // The Automation API asks the CLI for what the session knows already, at a fifth of a second a question.
    run: async (args: string[], cwd: string, env: Record<string, string>): Promise<CommandOutcome> => {
      if (args[0] === "stack") return { stdout: args[1] === "output" ? "{}" : "[]", stderr: "", code: 0 };
      const outcome = await runPulumi(access.cli, [...args, "--non-interactive"], {
        cwd,
        env: {
          ...access.environment(),
          PULUMI_DEBUG_COMMANDS: env.PULUMI_DEBUG_COMMANDS ?? "true",
          // The state is written once, at the end, and not after each step; all of it, unless somebody kills the engine.
          ...(!options.onStart && { PULUMI_SKIP_CHECKPOINTS: "true" }),
        },
        ...(options.onStart && { onStart: options.onStart }),
      });
      if (outcome.code !== 0) throw Object.assign(new Error(outcome.stderr), outcome);
      return outcome;
    },
  };
  const workspace = await LocalWorkspace.create({
    workDir: access.workspace.directory,
    pulumiHome: access.workspace.home,
    program: recorded(access, marks),
    pulumiCommand: command as unknown as PulumiCommand,
  });
  return Stack.select(access.stackName, workspace);
}
