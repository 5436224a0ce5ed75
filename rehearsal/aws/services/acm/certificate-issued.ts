import { guide } from "../../source";
import { ofType, refuse, type Rule } from "../../rule";
import { certificatesOf, isProvedBy, validationType } from "./certificates";

/** Inputs in which a certificate must have been issued. */
const users: Readonly<Record<string, string>> = {
  "aws:lb/listener:Listener": "certificateArn",
  "aws:lb/listenerCertificate:ListenerCertificate": "certificateArn",
  "aws:cloudfront/distribution:Distribution": "viewerCertificate.acmCertificateArn",
};

/** AWS Certificate Manager User Guide, "Request a public certificate": it is pending until its domain has been proved. */
export const certificateIssued: Rule = {
  name: "certificate-issued",
  refuses: "the use of a certificate before its domain has been proved",
  source: guide(
    "AWS Certificate Manager User Guide, Request a public certificate",
    "acm/latest/userguide/gs-acm-request-public",
  ),
  graph: (node, graph) => {
    const at = users[node.type];
    if (!at) return [];
    const proved = ofType(graph.before(node.urn), validationType).flatMap((validation) => [
      ...certificatesOf(validation, "certificateArn", graph),
    ]);
    const [pending] = certificatesOf(node, at, graph).filter(
      (one) => isProvedBy(one, "DNS", "EMAIL") && !proved.includes(one),
    );
    return pending
      ? refuse(
          at.split(".")[0]!,
          `certificate ${pending.name} is not issued yet: use the certificateArn of its CertificateValidation, or depend on that`,
        )
      : [];
  },
};
