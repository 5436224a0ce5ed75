import { guide } from "../../source";
import type { SimulatedCloud } from "../../../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { isGiven } from "../ecs/container-definitions/containers";
import { textOf, valuesAt } from "../../across/network/named";
import { objectsIn, ofType, quoted, refuse, type Rule } from "../../rule";
import { certificateType, certificatesOf, isProvedBy, validationType } from "./certificates";

const recordType = "aws:route53/record:Record";

/** AWS Certificate Manager User Guide, "DNS validation", and what the provider checks of a CertificateValidation. */
export const certificateProof: Rule = {
  name: "certificate-proof",
  refuses: "a wait for a certificate that the records of the program do not prove",
  source: guide("AWS Certificate Manager User Guide, DNS validation", "acm/latest/userguide/dns-validation"),
  whole: (node, graph, cloud) =>
    node.type !== validationType
      ? []
      : certificatesOf(node, "certificateArn", graph).flatMap((certificate) =>
          isProvedBy(certificate, "EMAIL")
            ? emailProblems(node, certificate)
            : [...proofNameProblems(node, graph), ...recordProblems(node, certificate, graph, cloud)],
        ),
};

const emailProblems = ({ inputs }: ResourceNode, { name }: ResourceNode): Failure[] =>
  isGiven(inputs?.validationRecordFqdns)
    ? refuse("validationRecordFqdns", `certificate ${name} is validated by e-mail, which takes no records`)
    : [];

/** What is known before the certificate is there: the name of a proof begins with an underscore. */
const proofNameProblems = (validation: ResourceNode, graph: ResourceGraph): Failure[] =>
  ofType(graph.sources(validation.urn, "validationRecordFqdns"), recordType).flatMap(({ name, inputs }) => {
    const [found, type] = [textOf(inputs, "name"), textOf(inputs, "type")];
    return (found !== undefined && !found.startsWith("_")) || (type !== undefined && type !== "CNAME")
      ? refuse(
          "validationRecordFqdns",
          `record ${name} (${found ?? "?"}, ${type ?? "?"}) proves no certificate: a proof is a CNAME whose name begins with an underscore`,
        )
      : [];
  });

/** The name of a record may leave out that of its zone. */
const isNameOf = (name: Value | undefined, full: string): boolean =>
  name === unknown || `${full}.`.startsWith(`${bare(name)}.`);
const bare = (name: Value | undefined): string => String(name).replace(/\.$/, "").toLowerCase();

function recordProblems(
  validation: ResourceNode,
  certificate: ResourceNode,
  graph: ResourceGraph,
  cloud: SimulatedCloud,
): Failure[] {
  const issued = cloud.all(certificateType).find(({ urn }) => urn === certificate.urn);
  const names = valuesAt(validation.inputs, "validationRecordFqdns");
  const records = graph.ofType(recordType);
  return objectsIn(issued?.outputs.domainValidationOptions).flatMap((option) => {
    const [name, value] = [bare(option.resourceRecordName), bare(option.resourceRecordValue)];
    if (names.length > 0 && !names.some((one) => isNameOf(one, name)))
      return refuse(
        "validationRecordFqdns",
        `the record that proves ${quoted(option.domainName)}, ${name}, is missing`,
      );
    // A proof that is elsewhere than in Route 53, or was there before, is no record of the program.
    const found = records.filter(({ inputs }) => isNameOf(inputs?.name, name));
    return found.length === 0 || found.some(({ inputs }) => holds(inputs, value))
      ? []
      : refuse(
          "validationRecordFqdns",
          `record ${found[0]!.name} does not prove ${quoted(option.domainName)}: it must hold ${value}`,
        );
  });
}

const holds = (inputs: Properties | undefined, value: string): boolean =>
  valuesAt(inputs, "records").some((one) => one === unknown || bare(one) === value);
