import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as kms from "@pulumi/aws/kms";
import type { EngineSlip } from "../../testing/engine-slip";

export const engineSlip: EngineSlip = {
  what: "a log group under a key that CloudWatch Logs may not use",
  type: "aws:cloudwatch/logGroup:LogGroup",
  also: () => new cloudwatch.LogGroup("odd", { kmsKeyId: new kms.Key("odd").arn }),
};
