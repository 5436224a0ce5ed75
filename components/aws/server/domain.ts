import * as pulumi from "@pulumi/pulumi";
import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import { refusal } from "../../../problems/refusal";
import { type Tags, named } from "../tags";

/** Arguments of {@link Certificate}. */
export interface CertificateArgs {
  /** The one name on the certificate. */
  readonly domainName: string;
  /** Route 53 public zone in which the proof of ownership is written. */
  readonly zoneId: string;
  readonly tags: Tags;
}

/**
 * A certificate of one name, proved by a DNS record, renewed by AWS as long as the record is there.
 *
 * Cost: none; the hosted zone is yours.
 */
export class Certificate extends pulumi.ComponentResource {
  /** ARN of the issued certificate: known once the proof was seen. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Certificate", name, {}, options);
    const child = { parent: this };
    const certificate = new acm.Certificate(
      name,
      { domainName: args.domainName, validationMethod: "DNS", tags: named(args.tags, name) },
      child,
    );
    // One name has one proof, so the record needs no loop inside an apply and shows in a first preview.
    const proof = certificate.domainValidationOptions.apply((found) => {
      const first = found[0];
      if (!first) throw refusal("AWS named no DNS record that proves the domain.");
      return first;
    });
    const record = new route53.Record(
      `${name}-proof`,
      {
        zoneId: args.zoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType,
        records: [proof.resourceRecordValue],
        ttl: 300,
        allowOverwrite: true,
      },
      child,
    );
    const validation = new acm.CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
      { ...child, customTimeouts: { create: "45m" } },
    );
    this.arn = validation.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** Points a name of a Route 53 zone at a load balancer. */
export function aliasRecord(
  name: string,
  domain: { readonly name: string; readonly zoneId: string },
  balancer: { readonly dnsName: pulumi.Input<string>; readonly zoneId: pulumi.Input<string> },
  options: pulumi.CustomResourceOptions,
): route53.Record {
  return new route53.Record(
    name,
    {
      zoneId: domain.zoneId,
      name: domain.name,
      type: "A",
      aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: false }],
    },
    options,
  );
}
