/** Address of an IPv4 range as a number. */
const addressOf = (cidr: string): number =>
  (cidr.split("/")[0] ?? "").split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
const addressText = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");

/** An IPv4 range as AWS writes it, from its first address on: 10.0.1.0/16 is 10.0.0.0/16. */
export function fromFirstAddress(cidr: string): string {
  const prefix = Number(cidr.split("/")[1]);
  const address = addressOf(cidr);
  return `${addressText(address - (address % 2 ** (32 - prefix)))}/${prefix}`;
}
