import type { Timing } from "./document";
import { seconds, shortened, type Style } from "./text";

/** Where progress goes; process.stderr, so that standard output holds the report alone. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Says what is going on: on a terminal one line that changes, elsewhere a line for each phase that ended. */
export class Progress {
  readonly #timings: Timing[] = [];
  #shown = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly stream: ProgressStream,
    private readonly style: Style,
    private readonly label: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get timings(): readonly Timing[] {
    return this.#timings;
  }

  /** Runs one phase, measures it and shows it while it runs. */
  async phase<T>(name: string, work: (detail: (text: string) => void) => Promise<T>): Promise<T> {
    const began = this.now();
    let text = "";
    const show = () => this.#show(`${this.label}: ${name} ${seconds(this.now() - began)}${text ? ` · ${text}` : ""}`);
    if (this.stream.isTTY) {
      show();
      this.#timer = setInterval(show, 200);
      this.#timer.unref();
    }
    try {
      return await work((detail) => {
        text = detail;
        if (!this.stream.isTTY) this.stream.write(`${this.label}: ${name}: ${detail}\n`);
      });
    } finally {
      const milliseconds = Math.round(this.now() - began);
      this.#timings.push({ phase: name, milliseconds });
      clearInterval(this.#timer);
      this.clear();
      if (!this.stream.isTTY) this.stream.write(`${this.label}: ${name}, ${seconds(milliseconds)}\n`);
    }
  }

  /** Takes the live line away. */
  clear(): void {
    if (this.#shown) this.stream.write("\r\u001b[2K");
    this.#shown = "";
  }

  #show(text: string): void {
    this.#shown = shortened(text, this.style.width - 1);
    this.stream.write(`\r\u001b[2K${this.style.colors.dim(this.#shown)}`);
  }
}
