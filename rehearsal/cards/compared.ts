import { isIPv4 } from "node:net";

/** How services compare values that look different and are the same. */
export const lower = (value: string): string => value.toLowerCase();
export const dnsName = (value: string): string => lower(value).replace(/\.$/, "");

const protocols: Readonly<Record<string, string>> = { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6", all: "-1" };
export const protocol = (value: string): string => protocols[lower(value)] ?? lower(value);

/** EC2 keeps the network's address: 100.68.0.18/18 is 100.68.0.0/18 (API reference, AuthorizeSecurityGroupIngress). */
export function cidr(value: string): string {
  const [address = "", bits = ""] = value.split("/");
  if (!isIPv4(address)) return lower(value);
  const kept = Number(bits);
  const whole = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return `${Math.floor(whole / 2 ** (32 - kept)) * 2 ** (32 - kept)}/${kept}`;
}
