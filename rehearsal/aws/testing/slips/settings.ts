import type { Properties } from "../../../protocol/wire";
import { having } from "./documents";
import { refusedBy, type Mutation, type Phase } from "./mutation";

const service = "aws:ecs/service:Service";
const database = "aws:rds/instance:Instance";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const afterUp: readonly Phase[] = ["after up"];

type Slip = readonly [what: string, says: RegExp, inputs: Properties, name?: RegExp];

const slips = (rule: string, type: string, list: readonly Slip[], more: Partial<Mutation> = {}): readonly Mutation[] =>
  refusedBy(
    rule,
    list.map(([what, says, wrong, name]) => ({
      ...{ what, says, type, inputs: having(wrong), ...more },
      ...(name && { name }),
    })),
  );

const services: readonly Mutation[] = [
  ...slips("service-deployment", service, [
    ["a circuit breaker of CodeDeploy", /has no circuit breaker/, { deploymentController: { type: "CODE_DEPLOY" } }],
    [
      "a circuit breaker of nobody",
      /"EXTERNAL" has no circuit breaker/,
      { deploymentController: { type: "EXTERNAL" }, deploymentCircuitBreaker: { enable: true, rollback: false } },
    ],
    [
      "CodeDeploy without a load balancer",
      /needs a load balancer/,
      { deploymentController: { type: "CODE_DEPLOY" }, deploymentCircuitBreaker: null, loadBalancers: [] },
    ],
    [
      "a strategy to place tasks on Fargate",
      /takes no orderedPlacementStrategies/,
      { orderedPlacementStrategies: [{ type: "random" }] },
    ],
    [
      "a constraint on Fargate by a capacity provider",
      /takes no placementConstraints/,
      {
        ...{ launchType: null, capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] },
        placementConstraints: [{ type: "distinctInstance" }],
      },
    ],
    [
      "a role for the load balancer with awsvpc",
      /service-linked role of ECS/,
      { iamRole: "arn:aws:iam::123456789012:role/ecs" },
    ],
    [
      "a role for a load balancer that is not there",
      /and the service has none/,
      {
        ...{ iamRole: "arn:aws:iam::123456789012:role/ecs", networkConfiguration: null },
        ...{ serviceRegistries: null, loadBalancers: [] },
      },
    ],
  ]),
  ...slips("cluster-settings", "aws:ecs/cluster:Cluster", [
    ["insights that are on", /containerInsights is "on"/, { settings: [{ name: "containerInsights", value: "on" }] }],
  ]),
];

const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50`;
const regions: readonly Mutation[] = [
  ...slips("same-region", database, [
    [
      "a database's key in another region",
      /kmsKeyId is in us-east-1; it must be in eu-west-1/,
      { kmsKeyId: key("us-east-1") },
    ],
    [
      "the key of a database's insights in another region",
      /performanceInsightsKmsKeyId is in us-east-1/,
      { performanceInsightsKmsKeyId: key("us-east-1") },
    ],
  ]),
  ...slips("same-region", "aws:opensearch/domain:Domain", [
    [
      "a domain's key in another region",
      /encryptAtRest.kmsKeyId is in us-east-1/,
      { encryptAtRest: { enabled: true, kmsKeyId: key("us-east-1") } },
    ],
  ]),
  ...slips("same-region", "aws:secretsmanager/secret:Secret", [
    ["a secret's key in another region", /kmsKeyId is in us-east-1/, { kmsKeyId: key("us-east-1") }],
  ]),
  ...slips("same-region", "aws:lb/listener:Listener", [
    [
      "a listener's certificate of CloudFront's region",
      /certificateArn is in us-east-1/,
      { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50" },
    ],
  ]),
  ...slips(
    "same-region",
    alarm,
    [
      [
        "a topic of another region",
        /alarmActions is in us-east-1/,
        { alarmActions: ["arn:aws:sns:us-east-1:123456789012:on-call"] },
      ],
    ],
    { stack: "prod" },
  ),
  ...slips(
    "same-region",
    service,
    [
      [
        "a target group of another region",
        /targetGroupArn is in us-east-1/,
        {
          loadBalancers: [
            {
              targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/a/0123456789abcdef",
              containerName: "server",
              containerPort: 8585,
            },
          ],
        },
      ],
    ],
    { phases: afterUp, name: /-server$/ },
  ),
];

const alarms: readonly Mutation[] = [
  ...slips(
    "alarm-settings",
    alarm,
    [["more data points than periods", /datapointsToAlarm is 5/, { evaluationPeriods: 3, datapointsToAlarm: 5 }]],
    { stack: "prod" },
  ),
  ...slips(
    "alarm-metrics",
    alarm,
    [
      ["a namespace that no service has", /namespace is "AWS\/OpenSearch"/, { namespace: "AWS/OpenSearch" }],
      [
        "a metric of a balancer that there is not",
        /metricName is "HTTPCode_Target_5xx"/,
        { metricName: "HTTPCode_Target_5xx" },
        /server-errors$/,
      ],
      [
        "a metric of ECS that there is not",
        /metricName is "CpuUtilization"/,
        { metricName: "CpuUtilization" },
        /server-cpu$/,
      ],
      [
        "a metric of a database that there is not",
        /metricName is "FreeStorage"/,
        { metricName: "FreeStorage" },
        /database-storage$/,
      ],
      [
        "a metric of a domain that there is not",
        /metricName is "ClusterStatus"/,
        { metricName: "ClusterStatus" },
        /search-red$/,
      ],
      [
        "a dimension of a database that there is not",
        /no dimension "DBInstanceId"/,
        { dimensions: { DBInstanceId: "a" } },
        /database-cpu$/,
      ],
      [
        "a metric of a domain without its account",
        /without the dimension ClientId/,
        { dimensions: { DomainName: "a" } },
        /search-red$/,
      ],
      [
        "a misspelt metric in an expression",
        /metricName is "RequestCounts"/,
        {
          ...{ namespace: null, metricName: null, dimensions: null },
          metricQueries: [
            {
              id: "a",
              metric: { namespace: "AWS/ApplicationELB", metricName: "RequestCounts", period: 60, stat: "Sum" },
            },
          ],
        },
      ],
    ],
    { stack: "prod" },
  ),
  ...slips(
    "alarm-metrics",
    alarm,
    [
      [
        "a metric of a file system that there is not",
        /metricName is "IOLimit"/,
        { namespace: "AWS/EFS", metricName: "IOLimit", dimensions: { FileSystemId: "fs-1" } },
      ],
      [
        "a metric of Container Insights without its cluster",
        /without the dimension ClusterName/,
        { namespace: "ECS/ContainerInsights", metricName: "RunningTaskCount", dimensions: { ServiceName: "a" } },
      ],
    ],
    { stack: "prod", name: /server-cpu$/ },
  ),
];

export const settingMutations: readonly Mutation[] = [...services, ...regions, ...alarms];
