/** A mistake on the command line, or a report that cannot be written: said without a stack trace. */
export class UsageError extends Error {}
