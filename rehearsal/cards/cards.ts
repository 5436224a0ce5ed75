import { acm } from "../aws/services/acm/cards";
import { appautoscaling } from "../aws/services/appautoscaling/cards";
import { backup } from "../aws/services/backup/cards";
import { cloudtrail } from "../aws/services/cloudtrail/cards";
import { cloudwatch } from "../aws/services/cloudwatch/cards";
import { codebuild } from "../aws/services/codebuild/cards";
import { dynamodb } from "../aws/services/dynamodb/cards";
import { ebs } from "../aws/services/ebs/cards";
import { ec2 } from "../aws/services/ec2/cards";
import { ecr } from "../aws/services/ecr/cards";
import { ecs } from "../aws/services/ecs/cards";
import { efs } from "../aws/services/efs/cards";
import { elasticache } from "../aws/services/elasticache/cards";
import { elasticsearch } from "../aws/services/elasticsearch/cards";
import { iam } from "../aws/services/iam/cards";
import { kms } from "../aws/services/kms/cards";
import { lambda } from "../aws/services/lambda/cards";
import { lb } from "../aws/services/lb/cards";
import { opensearch } from "../aws/services/opensearch/cards";
import { rds } from "../aws/services/rds/cards";
import { route53 } from "../aws/services/route53/cards";
import { s3 } from "../aws/services/s3/cards";
import { scheduler } from "../aws/services/scheduler/cards";
import { secretsmanager } from "../aws/services/secretsmanager/cards";
import { servicediscovery } from "../aws/services/servicediscovery/cards";
import { sns } from "../aws/services/sns/cards";
import { sqs } from "../aws/services/sqs/cards";
import { ssm } from "../aws/services/ssm/cards";
import { vpc } from "../aws/services/vpc/cards";
import { wafv2 } from "../aws/services/wafv2/cards";
import { spokenType } from "../report/state";
import type { Card, ServiceCards } from "./card";
import { otherCards } from "./other-packages";

/** By the service as Pulumi calls it: `ec2` of `aws:ec2/vpc:Vpc`. */
const services: Readonly<Record<string, ServiceCards>> = {
  acm,
  appautoscaling,
  backup,
  cloudtrail,
  cloudwatch,
  codebuild,
  dynamodb,
  ebs,
  ec2,
  ecr,
  ecs,
  efs,
  elasticache,
  elasticsearch,
  iam,
  kms,
  lambda,
  lb,
  opensearch,
  rds,
  route53,
  s3,
  scheduler,
  secretsmanager,
  servicediscovery,
  sns,
  sqs,
  ssm,
  vpc,
  wafv2,
};

const all: ReadonlyMap<string, Card> = new Map([
  ...Object.values(services).flatMap(({ cards }) => Object.entries(cards)),
  ...Object.entries(otherCards),
]);

/** The service of a type of AWS; undefined for a type of another package, or of a service that is not known here. */
const serviceOf = (type: string): ServiceCards | undefined => services[/^aws:(\w+)/.exec(type)?.[1] ?? ""];

/** What is known of a type; undefined for one that has no card. */
export const cardOf = (type: string): Card | undefined => all.get(type);

/** Every type that has a card, with it. */
export const everyCard = (): [type: string, card: Card][] => [...all];

/** Every type for which a card says something in a column, with what it says. */
export const column = <Name extends keyof Card>(name: Name): [type: string, said: NonNullable<Card[Name]>][] =>
  everyCard().flatMap(([type, { [name]: said }]) =>
    said === undefined ? [] : [[type, said as NonNullable<Card[Name]>]],
  );

/** The kind of a resource in words. */
export const spokenKind = (type: string): string => cardOf(type)?.spoken ?? spokenType(type);

/** What a type costs: its card's answer, else its service's; undefined when nobody said. */
export const costOf = (type: string): Card["cost"] | undefined => cardOf(type)?.cost ?? serviceOf(type)?.others?.cost;

/** What a reviewer reads of a change of this type before the rest. */
export const readFirst = (type: string): Card["readFirst"] => cardOf(type)?.readFirst ?? serviceOf(type)?.readFirst;
