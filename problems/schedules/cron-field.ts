/** One field of a cron expression: its name, its range, the names of its numbers, and the signs it may have beside them. */
export interface CronField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
  /** Forms that only days have: each tells which days of a month it stands for. */
  readonly special?: (text: string) => boolean;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** `L`: the last day of the month. `15W`: the working day nearest to the 15th; `LW`: the last working day. */
const isSpecialDay = (text: string): boolean => /^(L|LW|([1-9]|[12]\d|3[01])W)$/.test(text);
/** `L`: Saturday. `6L`: the month's last Friday. `3#2`: its second Tuesday. */
const isSpecialWeekday = (text: string): boolean => /^(L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/.test(text);

/** In their order (Amazon EventBridge Scheduler User Guide, "Schedule types", cron-based schedules). */
export const cronFields: readonly CronField[] = [
  { name: "minutes", from: 0, to: 59 },
  { name: "hours", from: 0, to: 23 },
  { name: "day of the month", from: 1, to: 31, special: isSpecialDay },
  { name: "month", from: 1, to: 12, names: months },
  { name: "day of the week", from: 1, to: 7, names: weekdays, special: isSpecialWeekday },
  { name: "year", from: 1970, to: 2199 },
];

/** The numbers of `3`, `MON-FRI`, `*`, `0/6` or `8-18/2`; undefined when it is none of them. */
function numbersOf(text: string, { from, to, names = [] }: CronField): number[] | undefined {
  const [, range = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(text) ?? [];
  const [first = "", last] = range === "*" ? [String(from), String(to)] : range.split("-");
  const [low, high] = [first, last ?? (step === undefined ? first : String(to))].map((one) => {
    const named = names.indexOf(one.toUpperCase());
    return named >= 0 ? named + from : /^\d+$/.test(one) ? Number(one) : Number.NaN;
  }) as [number, number];
  const by = Number(step ?? 1);
  // A step of 60 in minutes is refused (aws-sdk-js#4212).
  if (range.split("-").length > 2 || !(low >= from && low <= to && high >= from && high <= to)) return undefined;
  if (by < 1 || by > to) return undefined;
  // FRI-MON goes on at the beginning.
  const count = high >= low ? high - low : to - low + 1 + high - from;
  const all = Array.from({ length: Math.floor(count / by) + 1 }, (_, index) => low + index * by);
  return all.map((number) => (number > to ? number - (to - from + 1) : number));
}

/** What a field says: numbers, and forms that only days have. */
export interface CronValue {
  readonly numbers: ReadonlySet<number>;
  readonly special: readonly string[];
  /** `?`: the other kind of days decides. */
  readonly open: boolean;
}

/** Reads a field; undefined when it has no form that the scheduler takes. */
export function cronValue(text: string, field: CronField): CronValue | undefined {
  if (text === "?" && field.special) return { numbers: new Set(), special: [], open: true };
  const parts = text.split(",");
  const special = parts.filter((part) => field.special?.(part.toUpperCase()));
  // AWS takes one # alone: "3#1,6#3" is not valid.
  if (parts.length > 1 && special.some((part) => part.includes("#"))) return undefined;
  const numbers = parts.filter((part) => !special.includes(part)).map((part) => numbersOf(part, field));
  if (numbers.some((found) => found === undefined)) return undefined;
  return {
    numbers: new Set(numbers.flatMap((found) => found ?? [])),
    special: special.map((part) => part.toUpperCase()),
    open: false,
  };
}
