/** Where OpenID Connect puts a provider's discovery document. The authority has no slash at its end. */
export const wellKnown = (authority: string): string => `${authority}/.well-known/openid-configuration`;
