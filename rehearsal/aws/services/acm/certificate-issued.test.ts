import { test } from "node:test";
import { arn, certificate, requested } from "../../testing/certificate-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram } from "../../testing/given";

test("accepted: a certificate of the user's own, and one that is imported", () =>
  givenProgram(
    {
      certificate: ["certificate", { certificateBody: "x", privateKey: "y" }],
      imported: ["listener", { certificateArn: arn }, { certificateArn: ["certificate"] }],
      foreign: ["listener", { certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/other" }],
    },
    requested,
  ).accepts("certificate-issued", "certificate-proof", "dns-records", "private-names"));

test("refused: a listener that uses the certificate itself, before anything is known", () =>
  givenProgram(
    { certificate, listener: ["listener", { certificateArn: unknown }, { certificateArn: ["certificate"] }] },
    requested,
  ).refuses("certificate-issued", /not issued yet/));
