import { terraformSchemas } from "../../source";
import { learned } from "../../learned/learned";
import { quoted, type Rule } from "../../rule";

/** The longest names that AWS takes, from Pulumi or from a user. */
export const nameLengths: Rule = {
  name: "name-lengths",
  refuses: "a name longer than the service takes",
  source: terraformSchemas,
  check: ({ type, inputs }) => {
    const name = learned(type)?.name;
    const value = name && inputs[name.property];
    return name && typeof value === "string" && name.longest > 0 && value.length > name.longest
      ? [
          {
            property: name.property,
            reason: `${name.property} ${quoted(value)} has ${value.length} characters; at most ${name.longest} are allowed`,
          },
        ]
      : [];
  },
};
