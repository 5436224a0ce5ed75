import { after, beforeEach } from "node:test";

interface Surroundings {
  readonly start: () => unknown;
  readonly stop: () => unknown;
  /** Milliseconds that the start may take. */
  readonly timeout?: number;
}

let open: { beginning: string; started: Promise<unknown>; stop: () => unknown } | undefined;

const close = async (): Promise<void> => {
  const last = open;
  open = undefined;
  await last?.stop();
};

let closes = false;

/**
 * What the tests of a file share whose names begin alike: started before the first of them that runs, and stopped when a
 * test of another beginning has its own started, or at the end. `before` of node:test would start all of them at once.
 */
export function around(beginning: string, { start, stop, timeout }: Surroundings): void {
  if (!closes) after(close);
  closes = true;
  beforeEach(
    async ({ name }) => {
      if (!name.startsWith(beginning)) return;
      if (open?.beginning !== beginning) {
        await close();
        open = { beginning, stop, started: (async () => start())() };
      }
      // A start that failed fails each of the tests.
      await open.started;
    },
    { timeout },
  );
}
