/** The smallest task of Fargate: for a step that runs a database client, or curl. CPU units, MiB and GiB. */
export const smallTask = { cpu: 256, memory: 512, ephemeralStorageGiB: 20 } as const;
