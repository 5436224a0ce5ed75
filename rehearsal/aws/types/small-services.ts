import { arnAsId, namedBy, type TypeRule } from "./type-rule";

type Types = Readonly<Record<string, TypeRule>>;

export const cloudwatch: Types = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    arn: ({ arn, text }) => arn("cloudwatch", `alarm:${text("name")}`),
    id: namedBy("name"),
  },
  "aws:cloudwatch/dashboard:Dashboard": { id: namedBy("dashboardName") },
};

export const logs: Types = {
  "aws:cloudwatch/logGroup:LogGroup": {
    arn: ({ arn, text }) => arn("logs", `log-group:${text("name")}`),
    id: namedBy("name"),
  },
};

export const ecr: Types = {
  "aws:ecr/repository:Repository": {
    arn: ({ arn, text }) => arn("ecr", `repository/${text("name")}`),
    id: namedBy("name"),
    outputs: ({ account, region, text }) => ({
      registryId: account,
      repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${text("name")}`,
    }),
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    id: namedBy("repository"),
    outputs: ({ account }) => ({ registryId: account }),
  },
};

export const kms: Types = {
  "aws:kms/key:Key": {
    arn: ({ arn, hex }) => arn("kms", `key/${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`),
    id: (_facts, arn) => arn.split("/")[1]!,
    outputs: (_facts, id) => ({ keyId: id }),
  },
  "aws:kms/alias:Alias": { arn: ({ arn, text }) => arn("kms", text("name")), id: namedBy("name") },
};

export const s3: Types = {
  "aws:s3/bucket:Bucket": {
    arn: ({ arn, text }) => arn("s3", text("bucket"), "bare"),
    id: namedBy("bucket"),
    outputs: ({ text, hex, region }) => ({
      hostedZoneId: `Z${hex(13).toUpperCase()}`,
      bucketDomainName: `${text("bucket")}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${text("bucket")}.s3.${region}.amazonaws.com`,
    }),
  },
};

export const messaging: Types = {
  "aws:sns/topic:Topic": { arn: ({ arn, text }) => arn("sns", text("name")), id: arnAsId },
};

export const parameters: Types = {
  "aws:ssm/parameter:Parameter": {
    arn: ({ arn, text }) => arn("ssm", `parameter/${text("name").replace(/^\//, "")}`),
    id: namedBy("name"),
    outputs: () => ({ version: 1 }),
  },
};
