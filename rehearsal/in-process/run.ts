import * as pulumi from "@pulumi/pulumi";
import type * as provider from "@pulumi/pulumi/proto/provider_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { judgeBy } from "../aws/judge";
import { rules } from "../aws/rules";
import { defaultProgram, type Program } from "../engine/program";
import { placeholderFor } from "../engine/stack-file/placeholders";
import { forgetUnanswered, keepStackRejectionQuiet, noteRegistration, urnOf } from "../engine/registrations";
import { fillRequiredSecrets } from "../engine/stack-file/required-secrets";
import {
  plain,
  readStackFile,
  SecretValue,
  textsOf,
  type StackFile,
  type StackValue,
} from "../engine/stack-file/stack-file";
import type { Account } from "../protocol/account";
import { Leniency } from "../protocol/leniency";
import { SimulatedCloud } from "../protocol/cloud";
import { FaultPlan } from "../protocol/faults";
import { ResourceGraph } from "../protocol/graph";
import { InProcessProviders } from "./providers";

/** What a run without the engine comes to. */
export interface InProcessRun {
  readonly stackName: string;
  /** The provider's region. */
  readonly region: string;
  /** Secrets that were made in place of the config's, with their config paths. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly graph: ResourceGraph;
  readonly cloud: SimulatedCloud;
  /** What the account refuses, each with its rule's name; the run went on as if it had not. */
  readonly refusals: readonly string[];
}

export interface InProcessOptions {
  readonly stackFile: string;
  /** Name of the stack; default: the one that the file's name gives. */
  readonly stackName?: string;
  /** Changes the config that the file gives, before the secrets that it needs are filled in. */
  readonly change?: (config: StackFile["config"]) => void;
  /** The program; default: the project's. */
  readonly program?: Program;
}

const project = "openmetadata";

/**
 * Runs the program once, as a first `up`, on the simulated providers in this very process: no engine, no preview, no
 * state. It takes a tenth of a session's time, and leaves out what only the engine does: diffs, replacements, secrets in the
 * state. What is refused is noted and done all the same, so that one run tells of everything.
 */
export async function runInProcess({ stackFile, change, program, ...named }: InProcessOptions): Promise<InProcessRun> {
  const secrets = new Map<string, string>();
  const placeholder = (at: string): string => {
    const made = placeholderFor(at);
    secrets.set(made, at);
    return made;
  };
  const file = readStackFile(stackFile, { project, placeholder });
  change?.(file.config);
  fillRequiredSecrets(file, placeholder);
  const { stackName = file.stackName } = named;
  const [graph, cloud] = [new ResourceGraph(), new SimulatedCloud(stackName, textsOf(file.config))];
  const judge = judgeBy(rules);
  const account: Account = {
    graph,
    cloud,
    faults: new FaultPlan(),
    judges: true,
    refusesAtEnd: true,
    held: [],
    secretTexts: new Set(),
    calls: { count: 0, milliseconds: 0 },
    leniency: new Leniency({ strict: true, allow: new Set() }),
    judge,
  };
  const providers = new InProcessProviders(account);
  const texts = configTexts(file.config);
  for (const name of ["aws", "docker", "random", "tls", "pulumi-nodejs"])
    await providers.configure(name, settingsOf(name, texts));
  // An earlier run may have ended over an error, with questions that nobody answers any more.
  forgetUnanswered();
  await pulumi.runtime.setMocks(notTakenOver, project, stackName, false);
  pulumi.runtime.setAllConfig(texts, secretKeys(file.config));
  Object.assign(pulumi.runtime.getMonitor()!, monitorOf(graph, providers, stackName));
  await pulumi.runtime.runInPulumiStack(quietly(program ?? defaultProgram()));
  await pulumi.runtime.disconnect();
  const refusals = [...account.held, ...judge.whole(graph, cloud)].map(({ reason }) => reason);
  return { stackName, region: texts["aws:region"] ?? "", secrets, graph, cloud, refusals: [...new Set(refusals)] };
}

/** The program, whose error is shown once: the SDK keeps more promises of it, which nobody handles. */
const quietly =
  (program: Program): Program =>
  async () => {
    try {
      return (await program()) ?? {};
    } catch (error) {
      keepStackRejectionQuiet();
      throw error;
    }
  };

/** The config as the engine hands it to the program: texts, and JSON of what is not. */
const configTexts = (config: StackFile["config"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const known = plain(value);
      return [key, typeof known === "string" ? known : JSON.stringify(known)];
    }),
  );

const settingsOf = (name: string, texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([key, text]) =>
      key.startsWith(`${name}:`) ? [[key.slice(name.length + 1), text]] : [],
    ),
  );

const holdsSecret = (value: StackValue): boolean =>
  value instanceof SecretValue ||
  (typeof value === "object" && value !== null && Object.values(value).some(holdsSecret));

const secretKeys = (config: StackFile["config"]): string[] =>
  Object.keys(config).filter((key) => holdsSecret(config[key]!));

/** `setMocks` gives the SDK a monitor; every method of it that a program calls is put in its place below. */
const notTakenOver: pulumi.runtime.Mocks = {
  newResource: ({ name }) => {
    throw new Error(`resource ${name} was registered with no provider`);
  },
  call: ({ token }) => {
    throw new Error(`function ${token} was called with no provider`);
  },
};

type Answer = (error: unknown, response?: unknown) => void;

/** What the SDK asks of the engine while a program runs. */
function monitorOf(graph: ResourceGraph, providers: InProcessProviders, stack: string) {
  const answered = (answer: Answer, work: () => Promise<unknown>): void =>
    void work().then(
      (response) => answer(null, response),
      (error: unknown) => answer(error),
    );
  return {
    registerResource: (request: resource.RegisterResourceRequest, answer: Answer): void =>
      answered(answer, async () => {
        noteRegistration(graph, request, stack, project);
        const urn = urnOf(stack, project, request.getParent(), request.getType(), request.getName());
        const response = new resource.RegisterResourceResponse().setUrn(urn);
        if (!request.getCustom()) return response.setObject(request.getObject());
        const created = await providers.create(urn, request.getObject());
        return response.setId(created.getId()).setObject(created.getProperties());
      }),
    registerResourceOutputs: (_request: unknown, answer: Answer): void => answer(null, new Empty()),
    invoke: (request: provider.InvokeRequest, answer: Answer): void =>
      answered(answer, () => providers.invoke(request.getTok(), request.getArgs())),
  };
}
