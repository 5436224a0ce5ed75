/** Tags on everything that takes tags; the explicit form of what a provider's default tags would do. */
export type Tags = Readonly<Record<string, string>>;

/**
 * Tags of a stack: whose it is, then what config says. Config wins.
 * Every component takes them as `tags` and hands them to each resource, so that a preview shows them.
 */
export const stackTags = (project: string, stack: string, configured: Tags): Tags => ({
  "pulumi:project": project,
  "pulumi:stack": stack,
  ...configured,
});

/** The tags with a `Name`, which the AWS console shows in its lists. A configured `Name` does not win: it would name everything alike. */
export const named = (tags: Tags, name: string): Record<string, string> => ({ ...tags, Name: name });
