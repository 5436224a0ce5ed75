import { runSimulation, type SimulationIdentityPolicy } from "@cloud-copilot/iam-simulate";

/** What IAM would say: whether a principal with these policies may do `action` on `resource`. */
export const isAllowed = async (
  principal: string,
  policies: readonly SimulationIdentityPolicy[],
  action: string,
  resource: string,
  context: Record<string, string | string[]> = {},
): Promise<boolean> => {
  const result = await runSimulation(
    {
      request: { principal, action, resource: { resource, accountId: "123456789012" }, contextVariables: context },
      identityPolicies: [...policies],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === "error") throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === "Allowed";
};
