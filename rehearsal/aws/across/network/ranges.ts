import { isIPv4 } from "node:net";
import type { Value } from "../../../protocol/wire";

/** Addresses of an IPv4 range, first and last, as numbers. */
export interface Range {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** A CIDR block as a range; undefined for what is unknown, IPv6 or no CIDR block. */
export function rangeOf(cidr: Value | undefined): Range | undefined {
  if (typeof cidr !== "string") return undefined;
  const [address = "", bits = ""] = cidr.split("/");
  const prefix = Number(bits);
  if (!isIPv4(address) || !/^\d{1,2}$/.test(bits) || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const number = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = number - (number % size);
  return { first, last: first + size - 1, prefix };
}

/** An IPv4 address as it is written, of its number. */
export const addressOf = (number: number): string =>
  [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(number / unit) % 256).join(".");

export const contains = (outer: Range, inner: Range): boolean => outer.first <= inner.first && inner.last <= outer.last;

export const overlap = (one: Range, other: Range): boolean => one.first <= other.last && other.first <= one.last;
