import type { Input } from "@pulumi/pulumi";
import type { ContainerSpec, MountSpec } from "./container-spec";
import { bootstrapMount, type TaskDatabase } from "./database-bootstrap";
import { script } from "./script";

/** What certificates of a task of Airflow follow from. */
interface CertificateSettings {
  readonly images: { readonly ingestion: Input<string> };
  readonly database: Pick<TaskDatabase, "caCertificatePath">;
  /** The stack brings certificate authorities of the user's own, as the secret `network.caCertificates`. */
  readonly ownAuthorities?: boolean;
}

/** What writes the certificates that Airflow's programs read on the task's own volume: your authorities, and the database's. */
export function certificateFiles(settings: CertificateSettings): ContainerSpec[] {
  return [
    ...(settings.ownAuthorities ? [caBundle(settings)] : []),
    ...(settings.database.caCertificatePath === undefined ? [] : [databaseAuthority(settings)]),
  ];
}

/** Where a program sees them; nowhere when there are none. */
export const certificateMounts = (settings: CertificateSettings): MountSpec[] =>
  certificateFiles(settings).length > 0 ? [bootstrapMount(true)] : [];

/** Public authorities and the user's own in one file, for every program after it. */
export const caBundle = (settings: Pick<CertificateSettings, "images">): ContainerSpec =>
  fileWriter(settings, {
    name: "ca-bundle",
    command: [script("ca-bundle.sh")],
    environment: [{ name: "CA_CERTIFICATES", secret: "network.caCertificates" }],
  });

const databaseAuthority = (settings: CertificateSettings): ContainerSpec =>
  fileWriter(settings, {
    name: "database-ca",
    command: [script("write-ca.sh")],
    environment: [{ name: "DATABASE_CA_CERTIFICATE", secret: "database.caCertificate" }],
  });

/** A container that writes a file to the task's own volume, and ends. */
const fileWriter = (
  { images }: Pick<CertificateSettings, "images">,
  own: Pick<ContainerSpec, "name" | "command" | "environment">,
): ContainerSpec => ({
  ...own,
  image: images.ingestion,
  entryPoint: ["/bin/bash", "-c"],
  ports: [],
  mounts: [bootstrapMount(false)],
  essential: false,
  dependsOn: [],
  // The volume belongs to root.
  user: "0",
  readonlyRootFilesystem: true,
});
