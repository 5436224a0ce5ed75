/**
 * IPv4 ranges that are never the address of a network of yours (IANA IPv4 special-purpose address registry, RFC 6890).
 * 198.18.0.0/15 is left out: AWS takes 198.19.0.0/16 for VPCs (Amazon EKS best practices, custom networking).
 */
const special: readonly (readonly [range: string, what: string])[] = [
  ["0.0.0.0/8", "this network"],
  ["127.0.0.0/8", "the loopback of each machine"],
  ["169.254.0.0/16", "link-local, where AWS has its own services"],
  ["192.0.0.0/24", "protocol assignments"],
  ["192.0.2.0/24", "documentation"],
  ["198.51.100.0/24", "documentation"],
  ["203.0.113.0/24", "documentation"],
  ["192.88.99.0/24", "6to4 relays, no longer in use"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved"],
];
/** What examples use, which is no mistake where a range only lets somebody in. */
const examples = "documentation";

/** Private addresses (RFC 1918), and those of carriers, which networks of companies use too (RFC 6598). */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

const numberOf = (address: string): number => address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);

/** First and last address of a range, as numbers. */
export function boundsOfRange(range: string): readonly [first: number, last: number] {
  const [address = "", prefix = "32"] = range.split("/");
  const size = 2 ** (32 - Number(prefix));
  const first = numberOf(address) - (numberOf(address) % size);
  return [first, first + size - 1];
}

export function contains(outer: string, inner: string): boolean {
  const [[from, to], [first, last]] = [boundsOfRange(outer), boundsOfRange(inner)];
  return from <= first && last <= to;
}

export function overlaps(left: string, right: string): boolean {
  const [[from, to], [first, last]] = [boundsOfRange(left), boundsOfRange(right)];
  return from <= last && first <= to;
}

/** A special range in words. */
const said = (found: readonly [range: string, what: string] | undefined): string | undefined =>
  found && `${found[0]}, which is kept for something else (${found[1]})`;

/** The special range that this one touches, in words: no VPC can have it. Undefined for one that may be a VPC's. */
export const reservedRange = (range: string): string | undefined =>
  said(special.find(([kept]) => overlaps(kept, range)));

/** The special range that this one is in, in words: nobody comes from it. Undefined for one that may be somebody's. */
export const rangeOfNobody = (range: string): string | undefined =>
  said(special.find(([kept, what]) => contains(kept, range) && what !== examples));

export const isPrivate = (range: string): boolean => privateRanges.some((kept) => contains(kept, range));
