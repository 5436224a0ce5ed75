import { afterUp, type Slip, toldSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const database = "aws:rds/instance:Instance";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const service = "aws:ecs/service:Service";

const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50`;

export const slips: readonly Slip[] = [
  ...toldSlips(database, [
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
  ...toldSlips("aws:opensearch/domain:Domain", [
    [
      "a domain's key in another region",
      /encryptAtRest.kmsKeyId is in us-east-1/,
      { encryptAtRest: { enabled: true, kmsKeyId: key("us-east-1") } },
    ],
  ]),
  ...toldSlips("aws:secretsmanager/secret:Secret", [
    ["a secret's key in another region", /kmsKeyId is in us-east-1/, { kmsKeyId: key("us-east-1") }],
  ]),
  ...toldSlips("aws:lb/listener:Listener", [
    [
      "a listener's certificate of CloudFront's region",
      /certificateArn is in us-east-1/,
      { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50" },
    ],
  ]),
  ...toldSlips(
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
  ...toldSlips(
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

export const engineSlip: EngineSlip = {
  what: "a database's key in another region",
  type: "aws:rds/instance:Instance",
  props: (props) => ({ ...props, kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/0b8a6f52-2f3c-4a51" }),
};
