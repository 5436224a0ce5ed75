import { status } from "@grpc/grpc-js";

/** What goes wrong in a run. This one lets everything work. */
export class FaultPlan {
  async around<Result>(_packageName: string, _method: string, _request: unknown, work: () => Result): Promise<Result> {
    return work();
  }
}

/**
 * What may happen to a call that creates, updates or deletes:
 *
 * - `fails`: the account refuses once and nothing is done, as with a throttled or internal error that outlasts retries.
 * - `times-out`: nothing is done, and the answer says so only after a while.
 * - `answer-lost`: it is done, and the answer from AWS never reaches the provider. The AWS SDK then repeats the request
 *   with the token of the first one, and the account answers with what it made. (Where an API takes no token, a second
 *   thing would be made unseen: no provider can know, and neither does this simulation.)
 * - `answer-dropped`: it is done, and the provider's answer never reaches the engine, as when the plugin dies. What was
 *   created is then in the account and not in the state; SimulatedCloud.strays finds it.
 */
export type FaultKind = "fails" | "times-out" | "answer-lost" | "answer-dropped";

export const faultKinds: readonly FaultKind[] = ["fails", "times-out", "answer-lost", "answer-dropped"];

const changing = new Set(["create", "update", "delete"]);

interface MaybePreview {
  getPreview?(): boolean;
  getUrn?(): string;
}

/** Lets the calls that change something be noted, and something happen at one: the k-th (the first is 1), or the first of a URN. */
export class FaultAt extends FaultPlan {
  /** The URN of each call that changed something, or tried to, in order. */
  readonly urns: string[] = [];
  /** The URN of the one. */
  struck: string | undefined;

  constructor(
    private readonly at: number | string,
    private readonly happen: <Result>(work: () => Result) => Promise<Result>,
  ) {
    super();
  }

  override async around<Result>(
    _package: string,
    method: string,
    request: unknown,
    work: () => Result,
  ): Promise<Result> {
    const { getPreview, getUrn } = request as MaybePreview;
    if (!changing.has(method) || getPreview?.call(request)) return work();
    const urn = getUrn?.call(request) ?? "";
    this.urns.push(urn);
    const isMeant = typeof this.at === "number" ? this.urns.length === this.at : this.at === urn;
    if (!isMeant || this.struck !== undefined) return work();
    this.struck = urn;
    return this.happen(work);
  }
}

const refused = (code: status, message: string): Error => Object.assign(new Error(message), { code });
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A plan in which one change goes wrong in one of the ways above. */
export function faultAt(at: number | string, kind: FaultKind): FaultAt {
  return new FaultAt(at, async (work) => {
    if (kind === "fails") throw refused(status.UNKNOWN, "InternalError: the request failed (rehearsed fault)");
    if (kind === "times-out") {
      await pause(300);
      throw refused(status.UNKNOWN, "RequestError: send request failed: i/o timeout (rehearsed fault)");
    }
    const result = work();
    if (kind === "answer-dropped")
      throw refused(status.UNAVAILABLE, "error reading from server: EOF (rehearsed fault)");
    await pause(100);
    return result;
  });
}

/** A plan that does something just before one change, or just after it and before its answer. */
export const interruptAt = (at: number | string, when: "before" | "after", interrupt: () => void): FaultAt =>
  new FaultAt(at, async (work) => {
    if (when === "before") interrupt();
    const result = work();
    if (when === "after") interrupt();
    await pause(50);
    return result;
  });
