import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";
import { having } from "../../testing/documents";

const registered = "aws:servicediscovery/service:Service";
const task = "aws:ecs/taskDefinition:TaskDefinition";

const told = (from: string | RegExp, to: string) => (inputs: Properties) => ({
  ...inputs,
  containerDefinitions: (inputs.containerDefinitions as string).replaceAll(from, to),
});

export const slips: readonly Slip[] = [
  {
    what: "a health check in a private namespace",
    type: registered,
    inputs: having({ healthCheckConfig: { type: "HTTP", resourcePath: "/health" } }),
  },
  {
    what: "a name that no service has",
    says: /no service of the name in airflows\./,
    phases: ["after up"],
    type: task,
    inputs: told("//airflow.openmetadata-", "//airflows.openmetadata-"),
  },
  {
    what: "a service of another name than its callers know",
    phases: ["after up"],
    type: registered,
    inputs: (inputs) => ({ ...inputs, name: `${String(inputs.name)}-1` }),
  },
  {
    what: "a name under a namespace that nobody makes",
    says: /no private zone or namespace/,
    phases: ["after up"],
    type: task,
    inputs: told(/\.openmetadata-\w+\.internal/g, ".other.internal"),
  },
];

export const engineSlip: EngineSlip = {
  what: "a health check in a private namespace",
  type: "aws:servicediscovery/service:Service",
  props: (props) => ({ ...props, healthCheckConfig: { type: "HTTP", resourcePath: "/health" } }),
};
