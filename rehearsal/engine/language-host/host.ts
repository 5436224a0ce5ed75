import { spawn } from "node:child_process";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { cleanEnvironment } from "../command";
import { listen } from "../../protocol/attach";
import type { RehearsalSession } from "../session";
import { recordMonitor } from "./monitor-recorder";
import type { ProgramServer } from "./program-server";

/** Exit status with which a program says that it has told the user what is wrong (cmd/run/index.js). */
const alreadyExplained = 32;

export interface LanguageHost {
  /** Value for PULUMI_DEBUG_LANGUAGES. */
  debugLanguages: string;
  close(): void;
}

/** The account, what it refuses, and what is recorded of the run under way. */
type RunningSession = Pick<RehearsalSession, "graph" | "wholeProblems">;

type Answer<Response> = (error: Partial<grpc.ServiceError> | null, response?: Response) => void;

/**
 * A language host for Node.js programs: what `pulumi preview` and `pulumi up` start a program with, where the official
 * one (pulumi-language-nodejs) is not installed. It runs the SDK's own `cmd/run` with the options of Pulumi.yaml.
 * @param programs a process that has the program loaded already, which then runs it
 */
export async function serveLanguageHost(session: RunningSession, programs?: ProgramServer): Promise<LanguageHost> {
  const server = new grpc.Server();
  let engineAddress = "";
  const handlers: Record<string, (request: never) => unknown> = {
    handshake: (request: language.LanguageHandshakeRequest) => {
      engineAddress = request.getEngineAddress();
      return new language.LanguageHandshakeResponse();
    },
    getPluginInfo: () => new PluginInfo().setVersion("1.0.0"),
    getRequiredPlugins: () => new language.GetRequiredPluginsResponse(),
    getRequiredPackages: () => new language.GetRequiredPackagesResponse(),
    run: (request: language.RunRequest) => runProgram(request, engineAddress, session, programs),
  };
  server.addService(
    LanguageRuntimeService,
    Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, answering(handler)])),
  );
  const port = await listen(server);
  return { debugLanguages: `nodejs:${port}`, close: () => server.forceShutdown() };
}

const answering = (handler: (request: never) => unknown): grpc.UntypedHandleCall => {
  const serve = async ({ request }: { request: never }, answer: Answer<unknown>) => {
    try {
      answer(null, await handler(request));
    } catch (error) {
      answer({ code: grpc.status.UNKNOWN, details: (error as Error).message });
    }
  };
  return (call: unknown, answer: unknown) => void serve(call as never, answer as never);
};

async function runProgram(
  request: language.RunRequest,
  engine: string,
  session: RunningSession,
  programs?: ProgramServer,
): Promise<language.RunResponse> {
  const recorder = await recordMonitor(
    request.getMonitorAddress(),
    () => session.graph,
    request.getStack(),
    request.getProject(),
  );
  try {
    const address = engine || (request.getArgsList()[0] ?? "");
    const response = programs
      ? await programs.run(request.setArgsList([address]).setMonitorAddress(recorder.address))
      : await runNode(request, address, recorder.address);
    if (response.getError() || response.getBail()) return response;
    const problems = session.wholeProblems();
    return response.setError(problems.map(({ urn, reason }) => `${urn.split("::").pop()}: ${reason}`).join("\n"));
  } finally {
    recorder.close();
  }
}

/** Options of the runtime in Pulumi.yaml. */
type RuntimeOptions = { readonly nodeargs?: string; readonly typescript?: boolean };

/** What Node.js is started with to run the program once. */
function nodeArguments(
  request: language.RunRequest,
  { engine, monitor, directory, nodeargs = "" }: Record<"engine" | "monitor" | "directory", string> & RuntimeOptions,
): string[] {
  const flags = [
    ["monitor", monitor],
    ["engine", engine],
    ["project", request.getProject()],
    ["stack", request.getStack()],
    ["organization", request.getOrganization()],
    ["parallel", String(request.getParallel())],
    ["pwd", request.getPwd()],
    ["root-directory", request.getInfo()?.getRootDirectory() ?? ""],
  ].flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
  return [
    "--require",
    require.resolve("./plain-errors.cjs"),
    ...nodeargs.split(" ").filter(Boolean),
    // The program's own SDK: two of different releases in one process refuse each other's values.
    require.resolve("@pulumi/pulumi/cmd/run", { paths: [directory] }),
    ...flags,
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() || request.getProgram() || ".",
  ];
}

function runNode(request: language.RunRequest, engine: string, monitor: string): Promise<language.RunResponse> {
  const program = request.getInfo();
  const directory = program?.getProgramDirectory() || path.resolve(request.getPwd());
  const options = (program?.getOptions()?.toJavaScript() ?? {}) as RuntimeOptions;
  const config = JSON.stringify(Object.fromEntries(request.getConfigMap().toArray()));
  const child = spawn(process.execPath, nodeArguments(request, { engine, monitor, directory, ...options }), {
    cwd: directory,
    env: cleanEnvironment({
      PULUMI_CONFIG: config,
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: options.typescript === false ? "false" : "true",
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const gather = (chunk: unknown) => (output = (output + String(chunk)).slice(-20_000));
  child.stdout.on("data", gather);
  child.stderr.on("data", gather);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(responseOf(code ?? 1, output)));
  });
}

const responseOf = (status: number, output: string): language.RunResponse => {
  const response = new language.RunResponse();
  if (status === alreadyExplained) return response.setBail(true);
  return status === 0 ? response : response.setError(`Program exited with non-zero exit code: ${status}\n${output}`);
};
