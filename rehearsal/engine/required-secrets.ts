import type { StackFile } from "./stack-file";

/** Fills in, as placeholders, the secrets that the config needs and does not have. */
export async function fillRequiredSecrets(_file: StackFile): Promise<void> {}
