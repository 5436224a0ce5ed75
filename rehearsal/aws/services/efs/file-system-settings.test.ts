import { test } from "node:test";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";

test("options of a file system that go together", () => {
  for (const inputs of [
    { throughputMode: "provisioned", provisionedThroughputInMibps: 10 },
    { throughputMode: "provisioned", provisionedThroughputInMibps: unknown },
    { throughputMode: unknown, provisionedThroughputInMibps: 10 },
    { performanceMode: "maxIO" },
    { lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS" }, { transitionToArchive: "AFTER_90_DAYS" }] },
  ] as Properties[])
    given("aws:efs/fileSystem:FileSystem", inputs).accepts("file-system-settings");
});
