import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { givenProgram } from "../../testing/given";
import { told } from "../../testing/told-program";

const volume = (name: string, fileSystemId: string, accessPointId: string) => ({
  name,
  efsVolumeConfiguration: { fileSystemId, authorizationConfig: { accessPointId, iam: "ENABLED" } },
});

/** A task with two volumes, at two access points that show these directories. */
const task = (one: string, other: string, otherFiles = "fs-1") =>
  givenProgram(
    {
      first: ["aws:efs/accessPoint:AccessPoint", { rootDirectory: { path: one } }],
      second: ["aws:efs/accessPoint:AccessPoint", { rootDirectory: { path: other } }],
      task: [
        "task",
        {
          containerDefinitions: JSON.stringify([told({})]),
          volumes: [volume("a", "fs-1", "fsap-1"), volume("b", otherFiles, "fsap-2")],
        },
        { volumes: ["first", "second"] },
      ],
      service: ["service", { taskDefinition: unknown }, { taskDefinition: ["task"] }],
    },
    { made: { first: { id: "fsap-1", outputs: {} }, second: { id: "fsap-2", outputs: {} } } },
  );

test("volumes-apart: directories beside each other, and file systems of their own", () => {
  task("/dags", "/dags-2").accepts("volumes-apart");
  task("/dags", "/dags", "fs-2").accepts("volumes-apart");
});

test("volumes-apart: one directory, and one inside another", () => {
  task("/dags", "/dags/").refuses("volumes-apart", /volumes "a" and "b" of task task show the same files/);
  task("/dags/a", "/").refuses("volumes-apart", /show the same files/);
});
