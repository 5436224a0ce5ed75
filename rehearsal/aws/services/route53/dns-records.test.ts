import { test } from "node:test";
import { unknown, type Properties } from "../../../protocol/wire";
import { givenProgram, type Entry, type Program } from "../../testing/given";

const alias = (inputs: Properties): Entry => [
  "record",
  { zoneId: "Z0123456789ABCDEF", name: "om.example.com", ...inputs },
  { aliases: ["balancer"] },
];

const accepted: Readonly<Record<string, Program>> = {
  "names that are host names": Object.fromEntries(
    [
      "",
      "om",
      "om.example.com.",
      "*.example.com",
      "\\052.example.com",
      "_x.a-b.example.com",
      "xn--bcher-kva.example",
    ].map((name): [string, Entry] => [`r${name}`, ["record", { name, type: "A", records: ["203.0.113.1"] }]]),
  ),
  "a name of a record that is no address": {
    record: ["record", { name: "a/b", type: "TXT", records: ["x"] }],
    service: ["record", { name: "_https._tcp.om.example.com", type: "SRV", records: ["0 0 443 a"] }],
  },
  "an alias to a balancer by the region's zone, and within a zone": {
    balancer: ["balancer", { ipAddressType: "dualstack" }],
    record: alias({ type: "AAAA", aliases: [{ name: unknown, zoneId: "Z32O12XQLNTSW2" }] }),
    late: alias({ type: unknown, aliases: [{ name: unknown, zoneId: unknown }] }),
    within: ["record", { type: "CNAME", zoneId: "ZA", name: "a", aliases: [{ name: "b.example.com", zoneId: "ZA" }] }],
  },
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () =>
    givenProgram(program).accepts("certificate-issued", "certificate-proof", "dns-records", "private-names"));
}
