import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { stackEncryption } from "../../rehearsal/engine/encryption";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import type { Properties } from "../../rehearsal/protocol/wire";

/** Folder of recorded states: what `pulumi stack export --show-secrets` gave for a rehearsed stack of a release. */
export const recordings = path.join(__dirname, "recorded");

const command = async (session: RehearsalSession, args: string[]): Promise<string> => {
  const outcome = await session.pulumi([...args, "--stack", session.stackName]);
  if (outcome.code !== 0) throw new Error(`pulumi ${args.join(" ")}: ${outcome.stderr}`);
  return outcome.stdout;
};

/** Keeps a session's state. Its secrets are a rehearsal's own, made for this file; they protect nothing. */
export const recordState = async (session: RehearsalSession, file: string): Promise<void> => {
  const state = JSON.parse(await command(session, ["stack", "export", "--show-secrets"])) as {
    deployment: { secrets_providers?: unknown };
  };
  // Each session has a key of its own.
  delete state.deployment.secrets_providers;
  writeFileSync(file, gzipSync(JSON.stringify(state), { level: 9 }));
};

/** Puts a recorded state into a new session, and everything that it names into the session's account. */
export const restoreState = async (session: RehearsalSession, file: string): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), "recorded-"));
  try {
    const plain = path.join(folder, "state.json");
    const state = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { deployment: object };
    const { secretsprovider: url, encryptedkey } = (await stackEncryption()).sections;
    const deployment = { ...state.deployment, secrets_providers: { type: "cloud", state: { url, encryptedkey } } };
    writeFileSync(plain, JSON.stringify({ ...state, deployment }));
    await command(session, ["stack", "import", "--file", plain]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const { type, id, urn, custom, inputs = {}, outputs = {} } of session.state({ secrets: "clear" }).resources) {
    if (!custom || id === undefined) continue;
    session.cloud.put({ type, id, urn, inputs: inputs as Properties, outputs: outputs as Properties });
    // The account never gives a revision again.
    if (typeof outputs.revision === "number") session.cloud.revisions.set(id, outputs.revision);
  }
};
