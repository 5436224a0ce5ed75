import type { Properties } from "../../protocol/wire";

export const onFargate: Properties = {
  family: "server",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "1024",
  memory: "2048",
  containerDefinitions: JSON.stringify([{ name: "server", image: "busybox" }]),
};

export const containers = (...definitions: object[]): Properties => ({
  ...onFargate,
  containerDefinitions: JSON.stringify(definitions.map((one) => ({ name: "server", image: "busybox", ...one }))),
});

/** Every rule over a task definition by itself. */
export const taskRules = ["container-definitions", "fargate-size", "fargate-parameters", "task-volumes"];
