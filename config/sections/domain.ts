import { z } from "zod";
import { arn, domainName } from "./values";

/** Domain section: how browsers reach the server by HTTPS. Absent: HTTP, with a warning. */
export const domainSection = z
  .discriminatedUnion("certificate", [
    z
      .strictObject({
        certificate: z.literal("create"),
        name: domainName.describe("Name that browsers use."),
        zoneId: z
          .string()
          .regex(/^Z[A-Z0-9]{6,31}$/, "a hosted zone id such as Z0123456789ABCDEFGHIJ")
          .describe("Route 53 public zone in which the name and the proof for the certificate are written."),
      })
      .describe("A certificate by DNS validation and a Route 53 record."),
    z
      .strictObject({
        certificate: z.literal("existing"),
        name: domainName.describe("Name that browsers use; you point it at the load balancer."),
        certificateArn: arn("acm").describe("Certificate in the stack's region that covers the name."),
        zoneId: z
          .string()
          .regex(/^Z[A-Z0-9]{6,31}$/, "a hosted zone id such as Z0123456789ABCDEFGHIJ")
          .optional()
          .describe("Route 53 zone for the record; DNS is yours when absent."),
      })
      .describe("Your certificate."),
  ])
  .describe("Domain name and certificate.");
