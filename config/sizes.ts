/**
 * Every default that follows from `openmetadata:size`, in one table.
 * Large is the production floor that OpenMetadata's documentation names; small and medium cost less and promise less.
 * CPU in Fargate units (1024 = 1 vCPU), memory in MiB, storage in GiB.
 */
export const sizes = ["small", "medium", "large"] as const;
export type Size = (typeof sizes)[number];

export interface SizeDefaults {
  readonly dataProtection: boolean;
  readonly network: { readonly zones: 2 | 3; readonly nat: "one" | "per-zone" };
  readonly database: {
    readonly instanceClass: string;
    readonly storageGiB: number;
    readonly maximumStorageGiB: number;
    readonly multiZone: boolean;
    readonly backupDays: number;
    readonly upgradeSnapshots: number;
  };
  readonly search: { readonly instanceType: string; readonly nodes: number; readonly storageGiB: number };
  /** `replicas`: where the release is known to take several. */
  readonly server: { readonly cpu: number; readonly memory: number; readonly replicas: 1 | 2 };
  readonly airflow: { readonly cpu: number; readonly memory: number };
  /** Disk of each task, GiB. */
  readonly ephemeralStorageGiB: number;
  readonly logRetentionDays: number;
  /** Logs of balancer, network, database and search, and Container Insights. */
  readonly trail: boolean;
  readonly alarms: boolean;
}

/**
 * A scheduler that runs no workflow, at every size: it and the triggerer took 945 MiB with 40 DAGs (Airflow 3.3.1). CPU units,
 * MiB, GiB.
 */
export const schedulerAlone = { cpu: 1024, memory: 2048, ephemeralStorageGiB: 20 } as const;

export const sizeDefaults: Readonly<Record<Size, SizeDefaults>> = {
  small: {
    dataProtection: false,
    network: { zones: 2, nat: "one" },
    database: {
      instanceClass: "db.t4g.small",
      storageGiB: 20,
      maximumStorageGiB: 100,
      multiZone: false,
      backupDays: 1,
      upgradeSnapshots: 1,
    },
    search: { instanceType: "m7g.large.search", nodes: 1, storageGiB: 20 },
    server: { cpu: 1024, memory: 4096, replicas: 1 },
    airflow: { cpu: 1024, memory: 4096 },
    ephemeralStorageGiB: 20,
    logRetentionDays: 14,
    trail: false,
    alarms: false,
  },
  medium: {
    dataProtection: true,
    network: { zones: 2, nat: "one" },
    database: {
      instanceClass: "db.m7g.large",
      storageGiB: 50,
      maximumStorageGiB: 200,
      multiZone: false,
      backupDays: 7,
      upgradeSnapshots: 2,
    },
    search: { instanceType: "m7g.large.search", nodes: 1, storageGiB: 50 },
    server: { cpu: 2048, memory: 8192, replicas: 1 },
    airflow: { cpu: 2048, memory: 8192 },
    ephemeralStorageGiB: 50,
    logRetentionDays: 30,
    trail: true,
    alarms: true,
  },
  large: {
    dataProtection: true,
    network: { zones: 3, nat: "per-zone" },
    database: {
      instanceClass: "db.m7g.xlarge",
      storageGiB: 100,
      maximumStorageGiB: 500,
      multiZone: true,
      backupDays: 30,
      upgradeSnapshots: 3,
    },
    search: { instanceType: "m7g.large.search", nodes: 3, storageGiB: 100 },
    server: { cpu: 4096, memory: 16384, replicas: 2 },
    airflow: { cpu: 4096, memory: 16384 },
    ephemeralStorageGiB: 100,
    logRetentionDays: 90,
    trail: true,
    alarms: true,
  },
};
