import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";

const told = (what: string, says: RegExp, from: string | RegExp, to: string) => ({
  what,
  says,
  type: "aws:ecs/taskDefinition:TaskDefinition",
  name: /-server$/,
  phases: ["after up"] as const,
  inputs: (inputs: Properties): Properties => ({
    ...inputs,
    containerDefinitions: String(inputs.containerDefinitions).replace(from, to),
  }),
});

export const slips: readonly Slip[] = [
  told(
    "another port of the database",
    /DB_PORT is 5433/,
    '"name":"DB_PORT","value":"5432"',
    '"name":"DB_PORT","value":"5433"',
  ),
  told(
    "another port of the search domain",
    /ELASTICSEARCH_PORT is 9200/,
    '"name":"ELASTICSEARCH_PORT","value":"443"',
    '"name":"ELASTICSEARCH_PORT","value":"9200"',
  ),
  told(
    "plain HTTP to the search domain",
    /ELASTICSEARCH_SCHEME is http,/,
    '"name":"ELASTICSEARCH_SCHEME","value":"https"',
    '"name":"ELASTICSEARCH_SCHEME","value":"http"',
  ),
  told(
    "an address with its port for a host",
    /DB_HOST is the address/,
    /("name":"DB_HOST","value":"[^"]+)"/,
    '$1:5432"',
  ),
  told(
    "another port in a URL",
    /URL names port 1/,
    /"name":"DB_HOST","value":"([^"]+)"/,
    '$&},{"name":"URL","value":"x://$1:1/db"',
  ),
];

export const engineSlip: EngineSlip = {
  what: "another port than the search domain has",
  type: task,
  props: rewriting("containerDefinitions", '"ELASTICSEARCH_PORT","value":"443"', '"ELASTICSEARCH_PORT","value":"9200"'),
};
