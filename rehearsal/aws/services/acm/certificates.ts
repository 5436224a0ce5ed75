import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { named, textOf } from "../../across/network/named";

export const certificateType = "aws:acm/certificate:Certificate";
export const validationType = "aws:acm/certificateValidation:CertificateValidation";

export const certificatesOf = (node: ResourceNode, at: string, graph: ResourceGraph): readonly ResourceNode[] =>
  named(graph, node, at, certificateType).nodes;

export const isProvedBy = ({ inputs }: ResourceNode, ...methods: string[]): boolean =>
  methods.includes(textOf(inputs, "validationMethod") ?? "");
