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
export function caBundle({ images }: Pick<CertificateSettings, "images">): ContainerSpec {
  return {
    name: "ca-bundle",
    image: images.ingestion,
    entryPoint: ["/bin/bash", "-c"],
    command: [script("ca-bundle.sh")],
    ports: [],
    environment: [{ name: "CA_CERTIFICATES", secret: "network.caCertificates" }],
    mounts: [bootstrapMount(false)],
    essential: false,
    dependsOn: [],
    // The volume belongs to root.
    user: "0",
    readonlyRootFilesystem: true,
  };
}

const databaseAuthority = ({ images }: CertificateSettings): ContainerSpec => ({
  name: "database-ca",
  image: images.ingestion,
  entryPoint: ["/bin/bash", "-c"],
  command: [script("write-ca.sh")],
  ports: [],
  environment: [{ name: "DATABASE_CA_CERTIFICATE", secret: "database.caCertificate" }],
  mounts: [bootstrapMount(false)],
  essential: false,
  dependsOn: [],
  // The volume belongs to root.
  user: "0",
  readonlyRootFilesystem: true,
});
