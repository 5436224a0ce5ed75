// npm run record-state: keeps the state of each shipped stack as this release leaves it, for upgrade.test.ts.
import { Command } from "commander";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { recordings, recordState } from "../tests/engine/recorded-state";
import { stackFile } from "../config/stack-file/stack-files";
import { withSession } from "../tests/engine/stacks";
import { version } from "../package.json";

new Command("npm run record-state --")
  .description("Keeps the state of each shipped stack as this release leaves it, for the upgrade tests.")
  .allowExcessArguments(false)
  .parse();

void (async () => {
  mkdirSync(recordings, { recursive: true });
  for (const stack of ["dev", "prod"]) {
    const file = path.join(recordings, `${stack}-${version}.json.gz`);
    await withSession({ stackFile: stackFile(stack) }, async (session) => {
      await session.up();
      await recordState(session, file);
    });
    console.log(`Recorded ${path.relative(process.cwd(), file)}`);
  }
})();
