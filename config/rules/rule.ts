import type { SecretName } from "../../openmetadata/environment/secret-names";
import type { Note, Problem } from "../../problems/problem";
import type { PlainStackConfig } from "../schema";

/** What every rule may look at besides the sections that it names. */
export interface RuleContext {
  /** Secrets that the stack file brings, by logical name. */
  readonly secretNames: ReadonlySet<SecretName>;
  /** The values as written, before defaults: what the user said, as against what follows from a size. */
  readonly written: Readonly<Record<string, unknown>>;
  /** AWS region of the stack, where it is known. */
  readonly region?: string;
  /** Folder to which file names are relative. */
  readonly projectDirectory: string;
}

export interface Findings {
  readonly problems?: readonly Problem[];
  readonly notes?: readonly Note[];
}

type Section = keyof PlainStackConfig;

/** A rule over several keys. It runs only when each section that it names is right by itself. */
export interface Rule {
  readonly sections: readonly Section[];
  readonly check: (config: PlainStackConfig, context: RuleContext) => Findings;
}

/** Declares a rule; `check` sees only the sections that it named. */
export function rule<const Name extends Section>(
  sections: readonly Name[],
  check: (config: Pick<PlainStackConfig, Name>, context: RuleContext) => Findings,
): Rule {
  return { sections, check };
}
