import { decode, encode, type Properties } from "./wire";

/** Provider configuration carries what is not a string as JSON text. */
export const parseNested = (configuration: Properties): Properties =>
  Object.fromEntries(
    Object.entries(configuration).map(([name, value]) => {
      if (typeof value !== "string" || !/^([[{]|true$|false$)/.test(value)) return [name, value];
      try {
        return [name, unwrapSecrets(JSON.parse(value) as Properties)];
      } catch {
        return [name, value];
      }
    }),
  );

const unwrapSecrets = (value: Properties): Properties => decode(encode({ value })).values.value as Properties;
