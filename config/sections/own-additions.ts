import { z } from "zod";
import { environmentName, policyArns } from "./values";

/** Words that differ between the programs. */
interface Words {
  /** What the managed policies are for, as a sentence. */
  readonly policies: string;
  /** Whose variables they are. */
  readonly variables: string;
  /** What reads them. */
  readonly readers: string;
  /** The key of the secret ones. */
  readonly secrets: string;
}

/** What a team adds to the container of a program, and to its role. */
export const ownAdditions = ({ policies, variables, readers, secrets }: Words) => ({
  policyArns: policyArns.default([]).describe(`${policies} The role's ARN is among the outputs.`),
  environment: z
    .record(environmentName, z.string())
    .default({})
    .describe(`More plain variables of ${variables}, checked against the names that ${readers} read.`),
  overrideStackVariables: z
    .array(environmentName)
    .default([])
    .describe("Names that the stack sets and that environment may override."),
  ownVariables: z
    .array(environmentName)
    .default([])
    .describe(
      `Names in environment or in ${secrets} that nothing here knows, because a program of your own reads them.`,
    ),
  execCommand: z.boolean().default(false).describe("ECS Exec: a shell in the running container."),
});
