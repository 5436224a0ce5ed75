import { types as acm } from "./services/acm/types";
import { types as cloudwatch } from "./services/cloudwatch/types";
import { types as ec2 } from "./services/ec2/types";
import { types as ecr } from "./services/ecr/types";
import { types as ecs } from "./services/ecs/types";
import { types as efs } from "./services/efs/types";
import { types as iam } from "./services/iam/types";
import { types as kms } from "./services/kms/types";
import { types as lb } from "./services/lb/types";
import { types as opensearch } from "./services/opensearch/types";
import { types as rds } from "./services/rds/types";
import { types as route53 } from "./services/route53/types";
import { types as s3 } from "./services/s3/types";
import { types as secretsmanager } from "./services/secretsmanager/types";
import { types as servicediscovery } from "./services/servicediscovery/types";
import { types as sns } from "./services/sns/types";
import { types as ssm } from "./services/ssm/types";
import { types as vpc } from "./services/vpc/types";
import type { TypeRules } from "./type-rule";

/** How the account answers for each type of resource; what is not said follows from general rules (outputs.ts). */
export const resourceTypes: TypeRules = {
  ...acm,
  ...cloudwatch,
  ...ec2,
  ...ecr,
  ...ecs,
  ...efs,
  ...iam,
  ...kms,
  ...lb,
  ...opensearch,
  ...rds,
  ...route53,
  ...s3,
  ...secretsmanager,
  ...servicediscovery,
  ...sns,
  ...ssm,
  ...vpc,
};
