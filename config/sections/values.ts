import { z } from "zod";

/** An AWS id such as `vpc-0a1b2c3d`. */
export const resourceId = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}-[0-9a-f]{8}([0-9a-f]{9})?$`), `an id such as ${prefix}-0123456789abcdef0`);

export const cidr = z
  .string()
  .regex(
    /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}\/(3[0-2]|[12]?\d)$/,
    "an IPv4 range such as 10.20.0.0/16",
  );

export const arn = (service: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:`), `an ARN that begins with arn:aws:${service}:`);

export const kmsKeyArn = z.string().regex(/^arn:aws[a-z-]*:kms:/, "the ARN of a KMS key");

/** Managed policies of IAM, AWS's own or an account's. */
export const managedPolicyArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/,
    "the ARN of a managed policy such as arn:aws:iam::aws:policy/AmazonAthenaFullAccess",
  );
export const policyArns = z.array(managedPolicyArn);

export const hostName = z
  .string()
  .max(253)
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
    "a host name without scheme or path",
  );

export const domainName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    "a domain name in lower case such as metadata.example.com",
  );

const isWithoutUser = ({ username, password, hash }: URL) => username === "" && password === "" && hash === "";

export const httpUrl = z
  .string()
  .refine(
    (value) => /^https?:\/\/[^\s/?#]+/.test(value) && URL.canParse(value) && isWithoutUser(new URL(value)),
    "a URL that begins with http:// or https://, without user, password and fragment",
  );

/** A number as versions are written: without zeros in front, which a tag with them is not. */
const number = "(0|[1-9]\\d*)";
/** Numbers with dots between, `least` to `most` of them. */
export const versionNumbers = (least: number, most: number): RegExp =>
  new RegExp(`^${number}(\\.${number}){${least - 1},${most - 1}}$`);

export const mailAddress = z
  .string()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "a mail address such as on-call@example.com");

export const portNumber = z.int().min(1).max(65535);
export const environmentName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a name of letters, digits and underscores");

/** Fargate's CPU units; which memory goes with which is a rule over both. */
export const fargateCpu = z.literal([256, 512, 1024, 2048, 4096, 8192, 16384]);
export const fargateMemory = z.int().min(512).max(122880);
/** Disk of a Fargate task, GiB: 20 are included, and more than 20 is asked for (Amazon ECS developer guide, Fargate task storage). */
export const ephemeralStorage = z.int().min(20).max(200);
export const architecture = z.enum(["x86_64", "arm64"]);
/** `repository[:tag][@sha256:digest]` */
export const imageReference = z
  .string()
  .max(512)
  .regex(
    /^(?!.*\/\/)[a-z0-9][a-z0-9._/:-]*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
    "an image reference such as repository:tag or repository@sha256:digest",
  );

/** Name of an S3 bucket (Amazon S3 user guide, "General purpose bucket naming rules"). */
export const bucketName = z
  .string()
  .regex(
    /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "a bucket's name: 3 to 63 lower-case letters, digits, hyphens and single dots",
  );
