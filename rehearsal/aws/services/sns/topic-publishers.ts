import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { SimulatedCloud } from "../../../protocol/cloud";
import { guide } from "../../source";
import { isSet, ofType, refuse, type Rule } from "../../rule";
import { isAllowed } from "../iam/simulation/evaluation";
import { arnOf, resourceStatements } from "../iam/simulation/policies";
import { type Statement, statementsOf } from "../iam/simulation/statement";

const topic = "aws:sns/topic:Topic";

interface Publisher {
  readonly service: string;
  /** Inputs that name topics. */
  readonly inputs: readonly string[];
  /** Whether the policy that a topic has from AWS lets it publish: alarms act for the account that owns the topic. */
  readonly byDefault: boolean;
}

/** What tells topics something by itself. Lambda, queues and log groups have policies of other kinds. */
const publishers: Readonly<Record<string, Publisher>> = {
  "aws:cloudwatch/eventTarget:EventTarget": { service: "events.amazonaws.com", inputs: ["arn"], byDefault: false },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    service: "cloudwatch.amazonaws.com",
    inputs: ["alarmActions", "okActions", "insufficientDataActions"],
    byDefault: true,
  },
};

/** A message that a topic does not take is lost, and nobody hears of the failure that it was to tell. */
export const topicPublishers: Rule = {
  name: "topic-publishers",
  refuses: "an event rule or an alarm that tells a topic whose policy, or key, does not let it publish",
  source: guide(
    "Amazon EventBridge User Guide, Using resource-based policies",
    "eventbridge/latest/userguide/eb-use-resource-based",
  ),
  whole: (node, graph, cloud) => {
    const publisher = publishers[node.type];
    // A target may have a role of its own to publish with.
    if (!publisher || isSet(node.inputs?.roleArn)) return [];
    const told = publisher.inputs.flatMap((input) => ofType(graph.sources(node.urn, input), topic));
    return [...new Set(told)].flatMap((one) =>
      problemsOf(one, publisher, graph, cloud).flatMap((problem) =>
        refuse(publisher.inputs[0]!, `${node.name} cannot tell topic ${one.name}: ${problem}`),
      ),
    );
  },
};

function problemsOf(one: ResourceNode, publisher: Publisher, graph: ResourceGraph, cloud: SimulatedCloud): string[] {
  const { service, byDefault } = publisher;
  const [arn, statements] = [arnOf(one, cloud), statementsOfTopic(one, graph)];
  // Amazon SNS Developer Guide, "Key management": AWS's own key for SNS has a policy that nobody can change.
  const key = one.inputs?.kmsMasterKeyId === "alias/aws/sns" ? [`${service} may not use the key alias/aws/sns`] : [];
  const refused = [...key, `its policy does not let ${service} publish (sns:Publish)`];
  if (statements?.length === 0) return byDefault ? key : refused;
  if (arn === undefined || statements === undefined) return key;
  const request = {
    ...{ action: "sns:Publish", resource: arn, principal: { service } },
    context: new Map([["aws:sourceaccount", cloud.accountId]]),
  };
  return isAllowed({ identity: [], resource: statements }, request) === false ? refused : key;
}

/** Of its own policy and of those beside it; undefined while one is not known. */
function statementsOfTopic(one: ResourceNode, graph: ResourceGraph): Statement[] | undefined {
  const [own, beside] = [one.inputs?.policy, resourceStatements(one, graph)];
  if (!isSet(own)) return beside;
  return typeof own === "string" && beside ? [...statementsOf(own), ...beside] : undefined;
}
