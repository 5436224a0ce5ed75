/** What goes wrong in a run. The default plan lets everything work. */
export class FaultPlan {
  async around<Result>(_packageName: string, _method: string, _request: unknown, work: () => Result): Promise<Result> {
    return work();
  }
}
