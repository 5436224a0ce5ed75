import type { SimulatedCloud } from "../../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../../protocol/graph";
import type { Failure } from "../../protocol/package";
import { unknown, type Properties, type Value } from "../../protocol/wire";
import { isGiven } from "../services/ecs/container-definitions/containers";
import { named, textOf, valuesAt } from "./network/named";
import { objectsIn, ofType, quoted, refuse, type Rule } from "../rule";

const certificateType = "aws:acm/certificate:Certificate";
const validationType = "aws:acm/certificateValidation:CertificateValidation";
const recordType = "aws:route53/record:Record";

/** Inputs in which a certificate must have been issued. */
const users: Readonly<Record<string, string>> = {
  "aws:lb/listener:Listener": "certificateArn",
  "aws:lb/listenerCertificate:ListenerCertificate": "certificateArn",
  "aws:cloudfront/distribution:Distribution": "viewerCertificate.acmCertificateArn",
};

const certificatesOf = (node: ResourceNode, at: string, graph: ResourceGraph): readonly ResourceNode[] =>
  named(graph, node, at, certificateType).nodes;

/** AWS Certificate Manager User Guide, "Request a public certificate": it is pending until its domain has been proved. */
export const certificateIssued: Rule = {
  name: "certificate-issued",
  refuses: "the use of a certificate before its domain has been proved",
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

const isProvedBy = ({ inputs }: ResourceNode, ...methods: string[]): boolean =>
  methods.includes(textOf(inputs, "validationMethod") ?? "");

/** AWS Certificate Manager User Guide, "DNS validation", and what the provider checks of a CertificateValidation. */
export const certificateProof: Rule = {
  name: "certificate-proof",
  refuses: "a wait for a certificate that the records of the program do not prove",
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

/** What can be told before the certificate is there: the name of a proof begins with an underscore. */
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
  const records = ofType(graph.all(), recordType);
  return objectsIn(issued?.outputs.domainValidationOptions).flatMap((option) => {
    const [name, value] = [bare(option.resourceRecordName), bare(option.resourceRecordValue)];
    if (names.length > 0 && !names.some((one) => isNameOf(one, name)))
      return refuse(
        "validationRecordFqdns",
        `the record that proves ${quoted(option.domainName)}, ${name}, is missing`,
      );
    // A proof that stands elsewhere than in Route 53, or was there before, is no record of the program.
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

const balancerTypes = ["aws:lb/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"];

export const dnsRecords: Rule = {
  name: "dns-records",
  refuses: "an alias of another type or zone than its balancer has, and an address under what is no host name",
  graph: (node, graph, cloud) =>
    node.type === recordType ? [...hostNameProblems(node), ...aliasProblems(node, graph, cloud)] : [],
};

const label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
/** RFC 1123, with a wildcard first (Amazon Route 53 Developer Guide, "DNS domain name format"), and underscores. */
const hostName = new RegExp(`^(?:(?:\\*|\\\\052)(?:\\.|$))?(?:${label}(?:\\.|$))*$`, "i");

/** Route 53 keeps nearly any character in a name; nobody asks for the address of a URL. */
function hostNameProblems({ inputs }: ResourceNode): Failure[] {
  const [name, type] = [textOf(inputs, "name"), textOf(inputs, "type")];
  return name !== undefined && ["A", "AAAA", "CNAME"].includes(type ?? "") && !hostName.test(name)
    ? refuse("name", `name is ${quoted(name)}, which is no host name`)
    : [];
}

/** Amazon Route 53 API Reference, AliasTarget: an ELB load balancer. */
function aliasProblems(record: ResourceNode, graph: ResourceGraph, cloud: SimulatedCloud): Failure[] {
  const [balancer] = ofType(graph.sources(record.urn, "aliases"), ...balancerTypes);
  const [alias] = objectsIn(record.inputs?.aliases);
  if (!balancer || !alias) return [];
  const [type, zone] = [textOf(record.inputs, "type"), textOf(alias, "zoneId")];
  // Whose zone a balancer is in depends on its region alone, so that a program may know its identifier.
  const isOfAccount =
    zone !== undefined && (zone === record.inputs?.zoneId || cloud.get("aws:route53/zone:Zone", zone) !== undefined);
  return [
    ...(type === undefined || ["A", "AAAA", "HTTPS", "SVCB"].includes(type)
      ? []
      : refuse("type", `an alias of load balancer ${balancer.name} is of type A or AAAA, found ${type}`)),
    ...(type === "AAAA" && [undefined, null, "ipv4"].includes(balancer.inputs?.ipAddressType as null)
      ? refuse("type", `load balancer ${balancer.name} has no IPv6 address: an alias of type AAAA leads nowhere`)
      : []),
    ...(isOfAccount
      ? refuse("aliases", `aliases.zoneId is ${zone}, a zone of this account; it must be that of ${balancer.name}`)
      : []),
  ];
}
