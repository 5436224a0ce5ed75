import { ownValues } from "../stack-file/namespace";
import { stackFileConfig } from "../stack-file/stack-file";
import { stackFile } from "../stack-file/stack-files";

/** What one of the project's own stack files says under `openmetadata:`. */
export const valuesOfStack = (stack: string): Record<string, unknown> =>
  ownValues(stackFileConfig(stackFile(stack), "openmetadata").config);
