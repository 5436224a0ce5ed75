import { key, plain, type ServiceCards } from "../../../cards/card";
import { list } from "../../../cost/cost";

/** `1 rule`, `3 rules`. */
const rulesOf = (rules: unknown): string => {
  const { length } = list(rules);
  return `${length} ${length === 1 ? "rule" : "rules"}`;
};

export const wafv2: ServiceCards = {
  cards: {
    "aws:wafv2/webAcl:WebAcl": {
      ...plain,
      unique: [[key("name"), key("scope")]],
      cost: ({ rules }, { prices: { waf } }) => {
        const { length } = list(rules);
        return {
          fixed: [
            {
              item: `web ACL with ${rulesOf(rules)}`,
              monthly: waf.webAclMonth + length * waf.ruleMonth,
              source: waf.source,
            },
          ],
          usage: [
            { item: "Requests looked at by WAF", price: waf.millionRequests, unit: "million", source: waf.source },
          ],
        };
      },
      spoken: "web ACL",
      phrase: { rank: 18, of: ({ rules }) => ["web ACL", ` (${rulesOf(rules)})`] },
      arn: ({ arn, text, hex }) =>
        arn(
          "wafv2",
          `${text("scope").toLowerCase()}/webacl/${text("name")}/${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`,
        ),
      id: (_facts, arn) => arn.split("/").at(-1)!,
    },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
      ...plain,
      unique: [[key("resourceArn")]],
      spoken: "web ACL association",
      boxLine: { of: "resourceArn", text: () => "behind a web ACL" },
      guard: { kind: "protection", text: "no web application firewall in front any more" },
    },
  },
};
