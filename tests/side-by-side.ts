/**
 * For cases that take long and share nothing, of which each is a test: what runs the case that a test asks for, and the
 * next ones beside it, so many at a time.
 */
export function sideBySide<Case>(
  atATime: number,
  cases: readonly Case[],
  run: (one: Case) => Promise<void>,
): (one: Case) => Promise<void> {
  const runs = new Map<Case, Promise<void>>();
  return async (one) => {
    const first = cases.indexOf(one);
    for (const each of cases.slice(first, first + atATime).filter((next) => !runs.has(next))) {
      const begun = run(each);
      runs.set(each, begun);
      // Its own test fails, when it asks.
      begun.catch(() => undefined);
    }
    await runs.get(one);
  };
}
