import { terraformSchemas } from "../../source";
import { isIP } from "node:net";
import { characterProbes, limitsOf, type Limits } from "../../learned/learned";
import { unknown, type Value } from "../../../protocol/wire";
import { leaves, quoted, type Rule } from "../../rule";
import { addressOf, rangeOf } from "../network/ranges";

/** Values must pass what the real provider checks before it asks AWS: see learn-limits.ts. */
export const valueLimits: Rule = {
  name: "value-limits",
  refuses: "a value outside the enumeration, range, length or characters that the provider allows",
  source: terraformSchemas,
  check: ({ type, inputs }) => {
    const limits = limitsOf(type);
    return leaves(inputs).flatMap(({ at, value }) => {
      const limit = limits[at];
      const reason = limit && problem(value, limit);
      return reason ? [{ property: at, reason: `${at} is ${quoted(value)}; ${reason}` }] : [];
    });
  },
};

function problem(value: Value, limits: Limits): string | undefined {
  if (value === unknown || typeof value === "boolean") return undefined;
  const numeric = numberProblem(Number(value), limits);
  if (limits.values) {
    // With a range or a beginning besides, either will do: 0, or 7 to 30.
    const hasPrefix = limits.prefix !== undefined && String(value).startsWith(limits.prefix);
    if (limits.values.includes(String(value)) || hasPrefix || (Number.isFinite(Number(value)) && numeric?.length === 0))
      return undefined;
    const others = [...(numeric ?? []), ...(limits.prefix === undefined ? [] : [`${limits.prefix}…`])];
    return `allowed: ${[limits.values.join(", "), ...others].join(" or ")}`;
  }
  if (numeric) return numeric.length > 0 ? `allowed: ${numeric.join(" and ")}` : undefined;
  if (typeof value !== "string" || value === "") return undefined;
  if (limits.longest !== undefined && value.length > limits.longest)
    return `at most ${limits.longest} characters are allowed`;
  if (limits.shortest !== undefined && value.length < limits.shortest)
    return `at least ${limits.shortest} characters are needed`;
  if (limits.prefix && !value.startsWith(limits.prefix)) return `it must begin with ${limits.prefix}`;
  if (limits.format) return wrongFormat(value, limits.format);
  const refused = limits.refuses?.find((name) => characterProbes[name]?.test.test(value));
  return refused && `${refused} is not allowed`;
}

/** Which numbers are allowed and this is none of; undefined where nothing is known of numbers. */
function numberProblem(value: number, { least, most, multipleOf }: Limits): string[] | undefined {
  if (least === undefined && most === undefined && multipleOf === undefined) return undefined;
  return [
    ...(value < (least ?? -Infinity) || value > (most ?? Infinity)
      ? [`${least ?? "any number"} to ${most ?? "any number"}`]
      : []),
    ...(multipleOf !== undefined && value % multipleOf !== 0 ? [`multiples of ${multipleOf}`] : []),
  ];
}

function wrongFormat(value: string, format: NonNullable<Limits["format"]>): string | undefined {
  if (format === "arn")
    return value.startsWith("arn:") && value.split(":").length >= 6 ? undefined : "it must be an ARN";
  if (format === "cidr" || format === "network") {
    const [address = "", bits = ""] = value.split("/");
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (isIP(address) === 4 ? 32 : 128))
      return "it must be a CIDR block, such as 10.0.0.0/16";
    const range = format === "network" ? rangeOf(value) : undefined;
    return range && addressOf(range.first) !== address
      ? `it must begin with the network's own address: ${addressOf(range.first)}/${bits}`
      : undefined;
  }
  try {
    JSON.parse(value);
    return undefined;
  } catch (error) {
    return `it must be JSON: ${(error as Error).message}`;
  }
}
