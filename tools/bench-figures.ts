export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
};

/** One line: what is measured, what it is compared with, and the ratio. */
export const row = (name: string, value: number, base: number): void => {
  console.log(
    `  ${name.padEnd(34)} ${value.toFixed(0).padStart(7)} against ${base.toFixed(0).padStart(7)}   ratio ${(value / base).toFixed(2)}`,
  );
};

export const share = (name: string, milliseconds: number): void => {
  console.log(`  ${name.padEnd(34)} ${milliseconds.toFixed(0).padStart(7)} ms`);
};
