import { set } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import { rule } from "../rule";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const day = 24 * 60;
const week = 7 * day;

/** Minute of the week of `sun:03:30`, of the day of `03:30`. */
function minuteOf(text: string): number {
  const parts = text.split(":");
  const [hour = "0", minute = "0"] = parts.slice(-2);
  return (parts.length === 3 ? days.indexOf(parts[0]!) * day : 0) + Number(hour) * 60 + Number(minute);
}

interface Window {
  readonly begin: number;
  readonly length: number;
}

/** A window that may end on the next day, or in the next week. */
function windowOf(text: string, round: number): Window {
  const [from = "", to = ""] = text.split("-");
  const begin = minuteOf(from);
  return { begin, length: (minuteOf(to) - begin + round) % round };
}

const overlap = (one: Window, other: Window): boolean =>
  (other.begin - one.begin + week) % week < one.length || (one.begin - other.begin + week) % week < other.length;

/** RDS refuses windows of less than half an hour, or of more than a day, and a maintenance during the backup (CreateDBInstance). */
export const databaseWindows = rule(["database"], ({ database }) => {
  if (database.mode !== "create") return {};
  const { backupWindow, maintenanceWindow } = database;
  const problems: Problem[] = [];
  const backup = backupWindow === undefined ? undefined : windowOf(backupWindow, day);
  const maintenance = maintenanceWindow === undefined ? undefined : windowOf(maintenanceWindow, week);
  if (backup && backup.length < 30)
    problems.push({
      key: "database.backupWindow",
      found: `"${backupWindow}"`,
      allowed: "at least half an hour",
      fix: set("database.backupWindow", "02:00-03:00"),
    });
  if (maintenance && (maintenance.length < 30 || maintenance.length >= day))
    problems.push({
      key: "database.maintenanceWindow",
      found: `"${maintenanceWindow}"`,
      allowed: "at least half an hour and less than a day",
      fix: set("database.maintenanceWindow", "sun:03:30-sun:04:30"),
    });
  if (problems.length > 0 || !backup || !maintenance) return { problems };
  const backups = days.map((_, index) => ({ ...backup, begin: index * day + backup.begin }));
  if (!backups.some((each) => overlap(each, maintenance))) return {};
  const allowed = `apart from database.backupWindow, "${backupWindow}", which is on every day`;
  const apart = ["sun:03:30-sun:04:30", "sun:12:00-sun:13:00"].find(
    (window) => !backups.some((each) => overlap(each, windowOf(window, week))),
  );
  const fix = set("database.maintenanceWindow", apart);
  return { problems: [{ key: "database.maintenanceWindow", found: `"${maintenanceWindow}"`, allowed, fix }] };
});
