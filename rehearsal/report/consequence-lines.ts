import type { Consequences, Downtime } from "../consequences/consequences";
import { type Style, wrapped } from "./text";

const minutesText = ({ minutes }: Downtime): string => (minutes ? ` ${[...new Set(minutes)].join("–")} min` : "");

/** `server stops 3–10 min: migration, image 1.13.6 → 1.14.0`. */
export const downtimeText = (down: Downtime): string => {
  const { service, what, why } = down;
  const reasons = why.length > 0 ? `: ${why.join(", ")}` : "";
  if (what === "cut") return `${service}: runs are cut`;
  return `${service} ${what === "gone" ? "is gone" : what}${minutesText(down)}${reasons}`;
};

const accessSigns = { widened: "+", narrowed: "-", changed: "!" } as const;

/** What a change comes to beside its resources: worst first, a line each. */
export const consequenceLines = (consequences: Consequences, style: Style): string[] => {
  const { red, yellow, green } = style.colors;
  const line = (text: string, color: (sign: string) => string, sign = "!"): string[] =>
    wrapped(text, style.width - 4).map((part, index) => `${index === 0 ? color(sign) : " "} ${part}`);
  return [
    ...consequences.data.flatMap(({ resource, text }) => line(`data at risk: ${resource}: ${text}`, red)),
    ...consequences.losses.flatMap(({ kind, resource, text }) => line(`${kind} lost: ${resource}: ${text}`, red)),
    ...consequences.downtime.flatMap((down) => line(downtimeText(down), down.what === "rolls" ? green : yellow)),
    ...consequences.access.flatMap(({ direction, who, text, warning, expected }) =>
      line(
        `access: ${who}: ${direction === "narrowed" ? "no more: " : ""}${text}${warning && direction !== "narrowed" ? ` – ${warning}` : ""}`,
        direction === "narrowed" || expected ? green : red,
        accessSigns[direction],
      ),
    ),
  ];
};
