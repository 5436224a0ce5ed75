import { either, remove, removeCommand, set, setCommand, steps } from "../../../problems/commands";
import { isPrivate, rangeOfNobody } from "../../aws/address-ranges";
import type { Note, Problem } from "../../../problems/problem";
import type { PlainStackConfig } from "../../schema";
import { fromFirstAddress } from "./address-range";
import { type Findings, rule } from "../rule";

/** Rules in each direction of a security group, for IPv4 (Amazon VPC user guide, quotas); an account may have more. */
const rulesOfGroup = 60;

/** Classes of the server that let every request through as an administrator's; set by hand they open any mode. */
const letsEveryoneIn = ({ server, auth }: Pick<PlainStackConfig, "server" | "auth">): string | undefined => {
  if (auth.mode === "no-auth") return 'auth.mode is "no-auth", where anyone who reaches it is an administrator';
  const open = ["AUTHORIZER_CLASS_NAME", "AUTHORIZER_REQUEST_FILTER"].find((name) =>
    /\.Noop\w+$/.test(server.environment[name] ?? ""),
  );
  return open && `server.environment.${open} asks nobody to log in`;
};

/**
 * What everyone on the internet could use is never opened without a word: plain HTTP, a server that asks nobody to log
 * in, and basic authentication, HTTPS or not, since it begins with a password that is published.
 */
export const everyoneIsSaid = rule(["server", "domain", "auth"], ({ server, domain, auth }) => {
  if (server.internal || server.allowedCidrs !== undefined) return {};
  const open =
    letsEveryoneIn({ server, auth }) ??
    (auth.mode === "basic"
      ? 'auth.mode is "basic", which begins with a published password for each administrator'
      : domain !== undefined
        ? undefined
        : server.publicUrl?.startsWith("https://")
          ? "HTTPS ends in front of it, beside which its port 80 is open"
          : "it answers by plain HTTP");
  if (open === undefined) return {};
  const key = "server.allowedCidrs";
  const allowed = `required while the load balancer faces the internet and ${open}: the address ranges that may reach it, 0.0.0.0/0 for everyone`;
  const fix = either(
    set(`${key}[0]`, "RANGE"),
    steps("Or take the balancer off the internet", setCommand("server.internal", "true")),
  );
  return { problems: [{ key, allowed, fix }] };
});

/** A list that is too long is written again: which of its ranges are neighbours is the user's to see. */
const fewerRanges = (key: string): string =>
  steps(
    "Write neighbouring ranges as one, or let a firewall in front choose; then list what is left",
    removeCommand(key),
    setCommand(`${key}[0]`, "RANGE"),
  );

/** Each range becomes a rule of the balancer's group for each of its ports. */
export const allowListFits = rule(["server", "domain"], ({ server, domain }) => {
  const key = "server.allowedCidrs";
  const most = rulesOfGroup / (domain === undefined ? 1 : 2);
  const count = server.allowedCidrs?.length ?? 0;
  if (count <= most) return {};
  const allowed = `${most} ranges at most: ${domain === undefined ? "one rule" : "two rules, for ports 80 and 443,"} each of the ${rulesOfGroup} that a security group has; a prefix list would count the same`;
  const fix = fewerRanges(key);
  return { problems: [{ key, found: `a list of ${count} ranges`, allowed, fix }] };
});

/** Ranges beside the rules that a task's group has in any case: some 25 of the server's, 10 of Airflow's. */
const mostRanges = { server: 35, airflow: 50 } as const;

export const rangesFit = rule(["server", "airflow"], ({ server, airflow }) => {
  const lists = { server: server.egressCidrs, airflow: airflow.host === "create" ? airflow.egressCidrs : [] };
  const problems = (["server", "airflow"] as const)
    .filter((task) => lists[task].length > mostRanges[task])
    .map((task): Problem => {
      const allowed = `${mostRanges[task]} ranges at most: one rule each of the ${rulesOfGroup} that a security group has`;
      const key = `${task}.egressCidrs`;
      const fix = fewerRanges(key);
      return { key, found: `a list of ${lists[task].length} ranges`, allowed, fix };
    });
  return { problems };
});

function beginProblem(key: string, range: string): Problem[] {
  const right = fromFirstAddress(range);
  const allowed = `the first address of its range: ${right}`;
  return range === right ? [] : [{ key, found: `"${range}"`, allowed, fix: set(key, right) }];
}

/** Nobody has an address in some ranges: an entry with them is a mistake. */
function nobodyProblem(key: string, range: string): Problem[] {
  const kept = rangeOfNobody(range);
  if (kept === undefined) return [];
  const allowed = `a range outside of ${kept}`;
  return [{ key, found: `"${range}"`, allowed, fix: set(key, "RANGE") }];
}

const rangeProblems = (key: string, range: string): Problem[] => {
  const nobody = nobodyProblem(key, range);
  return nobody.length > 0 ? nobody : beginProblem(key, range);
};

/** The last first: entries move up when one before them is removed. */
const listProblems = (key: string, ranges: readonly string[]): Problem[] =>
  ranges
    .flatMap((range, index) => {
      const at = `${key}[${index}]`;
      if (ranges.indexOf(range) === index) return rangeProblems(at, range);
      return [{ key: at, found: `"${range}", which is there already`, allowed: "each range once", fix: remove(at) }];
    })
    .reverse();

/** Each range becomes a security group rule: AWS takes no rule twice, and a range from its first address on only. */
export const rangesAreRules = rule(["server", "airflow"], ({ server, airflow }) => ({
  problems: [
    ...listProblems("server.allowedCidrs", server.allowedCidrs ?? []),
    ...listProblems("server.egressCidrs", server.egressCidrs),
    ...(airflow.host === "create" ? listProblems("airflow.egressCidrs", airflow.egressCidrs) : []),
    ...(airflow.host === "existing" && airflow.cidr !== undefined ? rangeProblems("airflow.cidr", airflow.cidr) : []),
  ],
}));

/** Who comes by the internet has a public address, and a balancer inside sees private ones. */
export const rangesAreOfTheSide = rule(["server", "airflow"], ({ server, airflow }): Findings => {
  const notes: Note[] = [];
  const ranges = server.allowedCidrs ?? [];
  if (!server.internal && ranges.length > 0 && ranges.every(isPrivate)) {
    const text =
      "private ranges alone, while the load balancer faces the internet, where clients come from public addresses: nobody but a balancer of yours in front is let in";
    notes.push({ key: "server.allowedCidrs", text });
  }
  if (airflow.host === "existing" && airflow.cidr !== undefined && isPrivate(airflow.cidr) !== server.internal) {
    const [side, wanted] = server.internal ? ["is internal", "private"] : ["faces the internet", "public"];
    const text = `${airflow.cidr}: the load balancer ${side}, where your Airflow comes from ${wanted} addresses`;
    notes.push({ key: "airflow.cidr", text });
  }
  return { notes };
});
