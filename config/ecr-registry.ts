/** An image, or the beginning of one, in a private registry of Amazon ECR. */
export interface EcrImage {
  readonly account: string;
  readonly region: string;
  /** Repository with its path, without tag and digest; empty when the reference names the registry alone. */
  readonly repository: string;
  /** Host names apart from the usual one, by which ECR answers FIPS's ciphers. */
  readonly fips: boolean;
}

/** Domains of the partitions: AWS's own, China, Europe's sovereign cloud, and the isolated ones (botocore's partitions). */
const domains =
  "amazonaws\\.com(?:\\.cn)?|amazonaws\\.eu|c2s\\.ic\\.gov|sc2s\\.sgov\\.gov|cloud\\.adc-e\\.uk|csp\\.hci\\.ic\\.gov";
/** ECR answers under a name for IPv4 and one for both versions (Amazon ECR user guide, requests to registries). */
const hosts = [
  new RegExp(`^(\\d{12})\\.dkr\\.ecr(-fips)?\\.([a-z0-9-]+)\\.(?:${domains})(?:/(.*))?$`),
  /^(\d{12})\.dkr-ecr(-fips)?\.([a-z0-9-]+)\.on\.(?:aws|amazonwebservices\.com\.cn)(?:\/(.*))?$/,
];

/** Reads an image reference; undefined when it belongs to any other registry. */
export function ecrImageOf(reference: string): EcrImage | undefined {
  for (const host of hosts) {
    const [, account, fips, region, path = ""] = host.exec(reference) ?? [];
    if (account && region)
      return { account, region, fips: fips !== undefined, repository: path.replace(/@.*$/, "").replace(/:[^/]*$/, "") };
  }
  return undefined;
}
