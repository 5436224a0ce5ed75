/**
 * The small images that run beside the products, pinned to a minor version; their patches are security fixes.
 * Both registries hand out images without a login.
 */
export const images = {
  /** `psql` 17, which speaks to PostgreSQL 9.2 and later. */
  postgresClient: "public.ecr.aws/docker/library/postgres:17-alpine",
  /** `mysql` 8.4, which speaks to MySQL 5.7 and later. */
  mysqlClient: "public.ecr.aws/docker/library/mysql:8.4",
  gateway: "public.ecr.aws/nginx/nginx:1.29-alpine",
} as const;

/** The image whose client speaks to `engine`. */
export const databaseClientImage = (engine: "postgres" | "mysql"): string =>
  engine === "postgres" ? images.postgresClient : images.mysqlClient;

/** Docker's own rule: the first part is a registry when it has a dot or a port, or is localhost; else it is Docker Hub. */
export function registryOf(image: string): string {
  const [first = "", ...rest] = image.split("/");
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : "docker.io";
}

/** Mirrors of images: one for a registry, and one for all others. */
export interface Mirrors {
  readonly mirror?: string | undefined;
  readonly mirrors?: Readonly<Record<string, string | undefined>>;
}

/**
 * `image` as its mirror holds it: under its own path, with the mirror in place of the registry.
 * `public.ecr.aws/nginx/nginx:1.29-alpine` becomes `MIRROR/nginx/nginx:1.29-alpine`; without a mirror nothing changes.
 */
export function mirrored(image: string, { mirror, mirrors = {} }: Mirrors): string {
  const registry = registryOf(image);
  const chosen = (Object.hasOwn(mirrors, registry) ? mirrors[registry] : undefined) ?? mirror;
  if (chosen === undefined) return image;
  return `${chosen}/${image.startsWith(`${registry}/`) ? image.slice(registry.length + 1) : image}`;
}
