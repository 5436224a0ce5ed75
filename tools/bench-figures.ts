export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
};

/**
 * One line: the median of what is measured, that of what it is compared with, and the median of each turn's ratio, since a
 * machine that is busy for a while slows down both halves of a turn.
 */
export const row = (name: string, values: readonly number[], bases: readonly number[]): void => {
  const [value, base] = [median(values), median(bases)].map((figure) => figure.toFixed(0).padStart(7));
  const ratio = median(values.map((one, turn) => one / (bases[turn] ?? NaN))).toFixed(2);
  console.log(`  ${name.padEnd(34)} ${value} against ${base}   ratio ${ratio}`);
};

export const share = (name: string, milliseconds: number): void => {
  console.log(`  ${name.padEnd(34)} ${milliseconds.toFixed(0).padStart(7)} ms`);
};
