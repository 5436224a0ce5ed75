/** Subnets of a VPC: for each zone a private one, a quarter of the range, and a public one, a sixteenth. */
export interface SubnetRanges {
  readonly private: readonly string[];
  readonly public: readonly string[];
}

interface Range {
  /** First address as a number. */
  readonly start: number;
  readonly prefix: number;
}

const parse = (cidr: string): Range => {
  const [address = "", length = ""] = cidr.split("/");
  const start = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { start, prefix: Number(length) };
};

const format = ({ start, prefix }: Range): string =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".")}/${prefix}`;

const addresses = (prefix: number): number => 2 ** (32 - prefix);

/** The `index`th of the equal parts that a range has with `extraBits` more bits of prefix. */
export function part(cidr: string, extraBits: number, index: number): string {
  const { start, prefix } = parse(cidr);
  if (prefix + extraBits > 32 || index < 0 || index >= 2 ** extraBits) {
    throw new RangeError(`${cidr} has no part ${index} of ${2 ** extraBits}`);
  }
  return format({ start: start + index * addresses(prefix + extraBits), prefix: prefix + extraBits });
}

/**
 * Ranges of the subnets of `zones` zones. A zone's ranges do not depend on how many zones there are, so that a third zone moves nothing.
 * Quarters 0 to 2 are private; the last quarter is cut into four, of which 0 to 2 are public and one stays free.
 */
export function subnetRanges(vpcCidr: string, zones: number): SubnetRanges {
  const { start, prefix } = parse(vpcCidr);
  const problem =
    prefix < 16 || prefix > 20
      ? "must be a range of /16 to /20"
      : start % addresses(prefix) !== 0
        ? `must begin at the first address of its range: ${format({ start: start - (start % addresses(prefix)), prefix })}`
        : undefined;
  if (problem) {
    throw new RangeError(
      `openmetadata:network.cidr ${problem}, found ${vpcCidr}. Set it: pulumi config set --path openmetadata:network.cidr 10.20.0.0/16`,
    );
  }
  const indices = [...Array(zones).keys()];
  const last = part(vpcCidr, 2, 3);
  return { private: indices.map((i) => part(vpcCidr, 2, i)), public: indices.map((i) => part(last, 2, i)) };
}

/** Private ranges of RFC 1918 and the carrier range of RFC 6598: where a network that is peered with a VPC can be. */
export const privateRanges = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"] as const;
export const everywhere = "0.0.0.0/0";
