import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { actionOf, besides, besidesOfPreview, isRead } from "./called-actions";
import { missingParts, startMoto, startProvider } from "./emulator";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";
import { namedStack, startStack } from "./stacks";

const minutes = 60_000;
const file = (name: string) => path.join(projectDirectory, "docs", "policies", `${name}.json`);
/** `EMULATOR_POLICIES=write` writes the documents again from what was called. */
const writes = process.env.EMULATOR_POLICIES === "write";

/** A refresh reads every secret: that is no right of one who looks. */
const readsSecrets = "secretsmanager:GetSecretValue";

interface PolicyFile {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

const document = (sid: string, actions: Iterable<string>): PolicyFile => ({
  Version: "2012-10-17",
  Statement: [{ Sid: sid, Effect: "Allow", Action: [...new Set(actions)].sort(), Resource: "*" }],
});
const allowed = (name: string): ReadonlySet<string> =>
  new Set((JSON.parse(readFileSync(file(name), "utf8")) as PolicyFile).Statement.flatMap(({ Action }) => Action));

describe(
  "policies for those who deploy and those who look",
  { skip: missingParts() ?? false, timeout: 20 * minutes },
  () => {
    let moto: Awaited<ReturnType<typeof startMoto>>;
    let proxy: FaultProxy;
    let provider: Awaited<ReturnType<typeof startProvider>>;
    let session: RehearsalSession;
    const called = { deploy: new Set<string>(), preview: new Set<string>() };
    const unknown = new Set<string>();

    /** Runs a step and keeps what it called. */
    const record = async (into: Set<string>, step: () => Promise<unknown>) => {
      proxy.plan(undefined);
      await step();
      for (const call of proxy.names()) {
        const action = actionOf(call);
        if (action === undefined) unknown.add(call);
        else into.add(action);
      }
    };

    /** What is read in any case stands in one document, and everything else that is called in the other: who deploys needs both. */
    const write = () => {
      const reads = new Set([
        ...[...called.preview].filter((action) => isRead(action) && action !== readsSecrets),
        ...besidesOfPreview,
      ]);
      const rest = [...called.deploy, ...called.preview, ...besides].filter((action) => !reads.has(action));
      const documents = {
        preview: document("PreviewOpenMetadata", reads),
        deploy: document("DeployOpenMetadata", rest),
      };
      for (const [name, text] of Object.entries(documents))
        writeFileSync(file(name), `${JSON.stringify(text, undefined, 2)}\n`);
    };

    before(async () => {
      moto = await startMoto();
      proxy = await startFaultProxy(moto.endpoint);
      provider = await startProvider(proxy.endpoint);
      session = await startStack(namedStack("guarded"), { endpoint: moto.endpoint, access: provider.access });
      const { deploy, preview } = called;
      await record(deploy, () => session.up());
      await record(preview, () => session.preview());
      await record(preview, () => session.refresh());
      session.setConfig("openmetadata:dataProtection", false);
      await record(deploy, () => session.up());
      await record(deploy, () => session.destroy());
      if (writes) write();
    });
    after(async () => {
      await session?.dispose();
      await provider?.stop();
      await proxy?.stop();
      await moto?.stop();
    });

    test("every call of the provider is known as an action of IAM", () => assert.deepEqual([...unknown], []));

    test("deploy.json and preview.json together allow whatever up and destroy call", () => {
      assert.ok(called.deploy.size > 80, `${called.deploy.size} actions`);
      const granted = new Set([...allowed("deploy"), ...allowed("preview")]);
      assert.deepEqual(
        [...called.deploy, ...besides].filter((action) => !granted.has(action)),
        [],
      );
    });

    test("preview.json allows whatever preview and refresh call but secrets, and changes nothing", () => {
      const granted = allowed("preview");
      assert.deepEqual(
        [...called.preview, ...besidesOfPreview].filter((action) => !granted.has(action)),
        [readsSecrets],
      );
      assert.deepEqual(
        [...granted].filter((action) => !isRead(action)),
        [],
      );
    });

    test("each fits into one managed policy: 6,144 characters without white space", () => {
      for (const name of ["deploy", "preview"]) {
        const { length } = readFileSync(file(name), "utf8").replace(/\s/g, "");
        assert.ok(length <= 6144, `${name}: ${length}`);
      }
    });
  },
);
