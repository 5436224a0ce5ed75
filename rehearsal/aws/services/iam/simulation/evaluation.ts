import { conditionsHold, every, not, some, type RequestContext, type Verdict } from "./condition";
import { globPattern, textsOf, type Statement } from "./statement";

/** Who asks: a role by its ARN, a service of AWS, or a client that shows no identity. */
export type Principal = { readonly role: string } | { readonly service: string } | "anonymous";

/** A request to AWS, as far as it is known before it is made. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly principal: Principal;
  readonly context?: RequestContext;
}

const actionMatches = (patterns: unknown, action: string): Verdict =>
  some(textsOf(patterns).map((pattern) => globPattern(pattern, "is").test(action)));

/** A policy variable may stand for anything. */
const resourceMatches = (patterns: unknown, resource: string): Verdict =>
  some(
    textsOf(patterns).map((pattern) => {
      const open = pattern.replace(/\$\{[^}]*\}/g, "*");
      return globPattern(open).test(resource) && (open === pattern || undefined);
    }),
  );

const accountOf = (arn: string): string | undefined => arn.split(":")[4];

function awsPrincipalMatches(named: string, principal: Principal): Verdict {
  // Whether "everyone" takes in the services of AWS is not said.
  if (named === "*") return typeof principal === "object" && "service" in principal ? undefined : true;
  if (principal === "anonymous" || "service" in principal) return false;
  if (named === principal.role) return true;
  // An account stands for those in it to whom their own policies give the right; a session or an identifier for a role.
  if (/^\d{12}$/.test(named)) return named === accountOf(principal.role) ? undefined : false;
  if (named.endsWith(":root")) return accountOf(named) === accountOf(principal.role) ? undefined : false;
  return named.includes(":sts:") || !named.startsWith("arn:") ? undefined : false;
}

function principalMatches({ Principal: named, NotPrincipal }: Statement, principal: Principal): Verdict {
  if (NotPrincipal !== undefined) return undefined;
  if (typeof named === "string") return awsPrincipalMatches(named, principal);
  const service = typeof principal === "object" && "service" in principal ? principal.service : undefined;
  return some([
    ...textsOf(named?.AWS).map((one) => awsPrincipalMatches(one, principal)),
    ...textsOf(named?.Service).map((one) => one === service),
  ]);
}

function applies(statement: Statement, request: AccessRequest, ofResource: boolean): Verdict {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  const { action, resource, principal, context = new Map() } = request;
  return every([
    NotAction === undefined ? actionMatches(Action, action) : not(actionMatches(NotAction, action)),
    NotResource !== undefined
      ? not(resourceMatches(NotResource, resource))
      : Resource === undefined
        ? ofResource
        : resourceMatches(Resource, resource),
    ofResource ? principalMatches(statement, principal) : true,
    conditionsHold(Condition, context),
  ]);
}

/** Statements of both sides; undefined while a document is not known. */
export interface Policies {
  /** Of the one who asks. */
  readonly identity?: readonly Statement[] | undefined;
  /** Of what is asked for. */
  readonly resource?: readonly Statement[] | undefined;
}

/**
 * Whether an account lets one of its own do something: some statement of either side allows it, and none denies it.
 * What is not known counts for the request: an Allow whose conditions may hold allows, a Deny whose may not does not.
 */
export function isAllowed({ identity, resource }: Policies, request: AccessRequest): Verdict {
  const verdicts = (effect: string) => [
    ...(identity ?? []).filter(({ Effect }) => Effect === effect).map((one) => applies(one, request, false)),
    ...(resource ?? []).filter(({ Effect }) => Effect === effect).map((one) => applies(one, request, true)),
  ];
  if (verdicts("Deny").includes(true)) return false;
  if (verdicts("Allow").some((verdict) => verdict !== false)) return true;
  return identity && resource ? false : undefined;
}
