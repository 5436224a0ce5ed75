import { type Properties, isProperties } from "../../../protocol/wire";
import { objectsIn } from "../../rule";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";

/** A slip in each EFS volume; what an access point is called is known once everything has been created. */
const efsVolume = (what: string, says: RegExp, changed: Properties, phases?: Slip["phases"]): Slip => ({
  what,
  says,
  type: task,
  name: /-airflow$/,
  ...(phases && { phases }),
  inputs: (inputs) => ({
    ...inputs,
    volumes: objectsIn(inputs.volumes).map((volume) =>
      isProperties(volume.efsVolumeConfiguration)
        ? { ...volume, efsVolumeConfiguration: { ...volume.efsVolumeConfiguration, ...changed } }
        : volume,
    ),
  }),
});

export const slips: readonly Slip[] = [
  efsVolume("authorization by IAM without encryption", /iam needs transitEncryption/, {
    transitEncryption: "DISABLED",
  }),
  efsVolume("an access point without encryption", /an access point needs transitEncryption/, {
    transitEncryption: null,
    authorizationConfig: { accessPointId: "fsap-0123456789abcdef0" },
  }),
  efsVolume("encryption that is neither on nor off", /transitEncryption is "ON"/, { transitEncryption: "ON" }),
  efsVolume("a directory besides an access point", /rootDirectory is "\/dags"/, { rootDirectory: "/dags" }, [
    "after up",
  ]),
  {
    what: "two volumes of one name",
    says: /two volumes are named "keys"/,
    type: task,
    inputs: (inputs) => ({ ...inputs, volumes: [{ name: "keys" }, { name: "keys" }] }),
  },
  {
    what: "a volume's name with a slash",
    says: /the name must have letters/,
    type: task,
    inputs: (inputs) => ({ ...inputs, volumes: [{ name: "a/b" }] }),
  },
];

export const engineSlip: EngineSlip = {
  what: "two volumes of one name",
  type: task,
  props: (props) => ({ ...props, volumes: [{ name: "keys" }, { name: "keys" }] }),
};
