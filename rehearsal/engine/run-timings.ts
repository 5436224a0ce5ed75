export interface RunTimings {
  /** Milliseconds from starting the CLI to the program's first line: process, backend, key derivation. */
  engineStart: number;
  /** Milliseconds of the program, the wait for its resources included. */
  program: number;
  /** Milliseconds spent in calls to the simulated providers, which run beside the program. */
  providers: number;
  providerCalls: number;
  total: number;
}
