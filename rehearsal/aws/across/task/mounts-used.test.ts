import { test } from "node:test";
import { givenProgram } from "../../testing/given";
import { told, toldProgram } from "../../testing/told-program";

const mount = (containerPath: string, readOnly: boolean) => [{ sourceVolume: "keys", containerPath, readOnly }];
const writer = told({}, { name: "writer", mountPoints: mount("/mnt/keys", false) });

test("mounts-used: a path below the own mount, and one that only begins like it", () => {
  const reader = (path: string) => told({ KEY: path }, { mountPoints: mount("/mnt/keys", true) });
  for (const path of ["/mnt/keys/a", "/mnt/keys2/a", "file /mnt/keys/a"])
    givenProgram(toldProgram({ server: [writer, reader(path)] })).accepts("mounts-used");
});

test("mounts-used: a file system that exists need not be written to", () => {
  const volumes = [{ name: "keys", efsVolumeConfiguration: { fileSystemId: "fs-1" } }];
  const reader = told({}, { mountPoints: mount("/keys", true) });
  givenProgram(toldProgram({ server: [reader] }, { inputs: { volumes } })).accepts("mounts-used");
  givenProgram(toldProgram({ server: [reader] })).refuses("mounts-used", /may write to volume "keys"/);
});

test("mounts-used: a path below a mount that only others have", () =>
  givenProgram(toldProgram({ server: [writer, told({ KEY: "/mnt/keys/a" })] })).refuses(
    "mounts-used",
    /KEY of container one .* is \/mnt\/keys\/a, which this container does not mount/,
  ));
