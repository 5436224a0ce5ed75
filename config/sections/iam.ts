import { z } from "zod";
import { managedPolicyArn } from "./values";

/** What an account may demand of every role (IAM user guide, permissions boundaries; IAM identifiers, paths). */
export const iamSection = z
  .strictObject({
    permissionsBoundaryArn: managedPolicyArn
      .optional()
      .describe(
        "Managed policy that bounds every role of the stack, for accounts that refuse a role without one. It must allow what the roles' own policies allow.",
      ),
    path: z
      .string()
      .max(512)
      .regex(/^\/([A-Za-z0-9._+=,@-]+\/)*$/, "a path that begins and ends with a slash, such as /platform/")
      .default("/")
      .describe(
        "Path of every role of the stack, for accounts that allow roles below a path only. A change makes every role again.",
      ),
  })
  .describe("What the account demands of roles.");
