import type { Input } from "@pulumi/pulumi";
import type { EnvironmentBuilder } from "../environment/environment";
import type { ReleaseLine } from "../releases/release-lines";
import type { SecretName } from "../environment/secret-names";
import type { AuthenticationMode } from "./modes";
import type { AuthenticationSettings } from "./settings";

/** What a mode's rules and environment are worked out from. */
export interface AuthenticationContext {
  readonly line: ReleaseLine;
  readonly auth: AuthenticationSettings;
  /** Secrets that the stack file brings. */
  readonly secretNames: ReadonlySet<SecretName>;
  /** Whether a release reads a variable. */
  readonly reads: (name: string) => boolean;
  /** Whether the server has an Airflow to talk to. */
  readonly airflowClient: boolean;
}

/** The same, with what an environment needs besides. */
export interface AuthenticationEnvironmentContext extends AuthenticationContext {
  /** Address that browsers use, without a slash at the end. */
  readonly publicUrl: Input<string>;
}

/**
 * A plain key of the `auth` section and the variable it goes to. A key that is set although the release does not read
 * its variable is refused by name.
 */
export interface KeyVariable {
  /** Path below `auth`, such as `oidc.scope`. */
  readonly key: string;
  readonly variable: string;
  /** Text of the variable; undefined when the key is not set. */
  readonly value: (auth: AuthenticationSettings) => string | undefined;
}

/** An entry of `secrets.auth` and the variable it goes to. */
export interface SecretVariable {
  readonly secret: SecretName;
  readonly variable: string;
}

/** The least that a stack file says for a mode: goldens, and what tests expect of every mode, are made from it. */
export interface ModeExample {
  readonly auth: Partial<AuthenticationSettings>;
  readonly secrets?: readonly SecretName[];
}

/** What one mode needs, takes and sets. One module a mode. */
export interface ModeModule {
  readonly mode: AuthenticationMode;
  readonly example: ModeExample;
  /** Page of docs/sign-on that says what to make at the provider, without `.md`. */
  readonly guide?: string;
  /** What was done with a real server (see who-gets-in.ts); without it the mode was read and compared, not run. */
  readonly seen?: string;
  /** Keys below `auth` that it takes besides those of every mode and those of `variables`. */
  readonly keys: readonly string[];
  /** Keys below `auth` without which it cannot work. */
  readonly required: (context: AuthenticationContext) => readonly string[];
  /** Secrets that it takes, and those of them that it needs. */
  readonly secrets: (context: AuthenticationContext) => {
    readonly taken: readonly SecretVariable[];
    readonly needed: readonly SecretName[];
  };
  /** Plain keys that go to a variable as they are. */
  readonly variables: readonly KeyVariable[];
  /** The provider's own JWKS URLs, set or derived. */
  readonly publicKeyUrls?: (auth: AuthenticationSettings) => readonly string[] | undefined;
  /** Sets what follows from more than one key. */
  readonly environment: (context: AuthenticationEnvironmentContext, builder: EnvironmentBuilder) => void;
}
