import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

test("insights that a cluster may have", () => {
  for (const value of ["enabled", "disabled", "enhanced", unknown])
    given("aws:ecs/cluster:Cluster", { settings: [{ name: "containerInsights", value }] }).accepts("cluster-settings");
});
