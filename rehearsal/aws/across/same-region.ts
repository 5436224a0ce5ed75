import { regionOf } from "../outputs";
import { leaves, type Rule } from "../rule";

/**
 * Type → inputs that hold the ARN of something which must be in the resource's own region: keys (AWS KMS Developer
 * Guide, "AWS KMS keys": a key is used in its region, and a multi-region key has an ARN in each), certificates of a
 * balancer (AWS Certificate Manager User Guide, "Supported Regions"), actions of an alarm (Amazon CloudWatch User Guide,
 * "Alarm actions") and target groups and registries of a service. What may lie elsewhere, such as a replica's key, is
 * not here.
 */
const inOwnRegion: Readonly<Record<string, readonly string[]>> = {
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["alarmActions", "okActions", "insufficientDataActions"],
  "aws:cloudwatch/logGroup:LogGroup": ["kmsKeyId"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["alarmActions", "okActions", "insufficientDataActions"],
  "aws:ebs/volume:Volume": ["kmsKeyId"],
  "aws:ecr/repository:Repository": ["encryptionConfigurations.kmsKey"],
  "aws:ecs/cluster:Cluster": ["configuration.executeCommandConfiguration.kmsKeyId"],
  "aws:ecs/service:Service": ["loadBalancers.targetGroupArn", "serviceRegistries.registryArn"],
  "aws:efs/fileSystem:FileSystem": ["kmsKeyId"],
  "aws:lb/listener:Listener": ["certificateArn"],
  "aws:lb/listenerCertificate:ListenerCertificate": ["certificateArn"],
  "aws:opensearch/domain:Domain": ["encryptAtRest.kmsKeyId"],
  "aws:rds/cluster:Cluster": ["kmsKeyId", "masterUserSecretKmsKeyId", "performanceInsightsKmsKeyId"],
  "aws:rds/instance:Instance": ["kmsKeyId", "masterUserSecretKmsKeyId", "performanceInsightsKmsKeyId"],
  "aws:secretsmanager/secret:Secret": ["kmsKeyId"],
  "aws:sns/topic:Topic": ["kmsMasterKeyId"],
  "aws:sqs/queue:Queue": ["kmsMasterKeyId"],
  "aws:ssm/parameter:Parameter": ["keyId"],
};

export const sameRegion: Rule = {
  name: "same-region",
  refuses: "the ARN of something in another region where only one in the same region will do",
  check: (call) => {
    const inputs = inOwnRegion[call.type];
    const region = regionOf(call);
    if (!inputs || !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return [];
    return [...leaves(call.inputs)].flatMap(({ at, value }) => {
      const place =
        inputs.includes(at) && typeof value === "string" ? /^arn:[^:]*:[^:]*:([^:]+):/.exec(value)?.[1] : "";
      return !place || place === region
        ? []
        : [{ property: at, reason: `${at} is in ${place}; it must be in ${region}, where the resource is` }];
    });
  },
};
