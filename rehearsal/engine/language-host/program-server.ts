import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import type * as language from "@pulumi/pulumi/proto/language_pb";
import { cleanEnvironment } from "../command";
import { endWithThis } from "../left-behind";
import { readProjectFile } from "../stack-file/stack-file";

const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

interface NodeProgram {
  readonly main?: string;
  readonly runtime?: { readonly name?: string; readonly options?: { typescript?: boolean; nodeargs?: string } };
}

/**
 * A project's program, loaded once in a process of its own, which runs it as often as it is asked to: loading it takes
 * several times as long as running it.
 */
export class ProgramServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: LanguageRuntimeClient,
  ) {}

  /** Undefined for a program that this way cannot run: one that must be compiled, or that exports no function. */
  static async start(folder: string): Promise<ProgramServer | undefined> {
    const { main, runtime } = readProjectFile(folder) as NodeProgram;
    const { typescript, nodeargs = "" } = runtime?.options ?? {};
    if (!main || runtime?.name !== "nodejs" || typescript !== false) return undefined;
    const words = [
      "--require",
      require.resolve("./plain-errors.cjs"),
      ...nodeargs.split(" ").filter(Boolean),
      require.resolve("./program-server.cjs"),
      path.join(folder, main),
    ];
    const child = spawn(process.execPath, words, {
      cwd: folder,
      env: cleanEnvironment({}),
      // Its standard input ends with this process, and it with that.
      stdio: ["pipe", "pipe", "ignore"],
    });
    endWithThis(child);
    const port = await portOf(child);
    if (port === 0) {
      child.kill();
      return undefined;
    }
    const client = new LanguageRuntimeClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), unlimited);
    return new ProgramServer(child, client);
  }

  /** One run of the program; rejects with what the program threw. */
  run(request: language.RunRequest): Promise<language.RunResponse> {
    return new Promise((resolve, reject) =>
      this.client.run(request, (error: grpc.ServiceError | null, response: language.RunResponse) =>
        error ? reject(new Error(error.details || error.message)) : resolve(response),
      ),
    );
  }

  close(): void {
    this.client.close();
    this.child.kill();
  }
}

/** What the process prints; 0 when it ends before that, such as over a program that does not load. */
const portOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.once("error", () => resolve(0));
    child.once("close", () => resolve(0));
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const port = /^\{"port":(\d+)\}$/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
  });
