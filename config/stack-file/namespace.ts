/** What the keys of this project begin with in a stack file. */
export const namespace = "openmetadata:";

/** The values under `openmetadata:`, without the namespace, as `validateStackConfig` takes them. */
export const ownValues = <Value>(config: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(namespace))
      .map(([key, value]) => [key.slice(namespace.length), value]),
  );
