import { guide } from "../../source";
import type { SimulatedCloud } from "../../../protocol/cloud";
import { knows } from "../../known";
import { kindAt } from "./inputs";
import { leaves, quoted, type Rule } from "../../rule";
import { stepType } from "../../../protocol/steps";

/** What the account itself brings, or AWS. */
const ownedByAws = /^arn:[^:]+:iam::aws:/;

export const references: Rule = {
  name: "references",
  refuses: "a reference to something of the wrong kind, or to something that does not exist",
  source: guide("IAM User Guide, Amazon Resource Names", "IAM/latest/UserGuide/reference-arns"),
  checkInAccount: ({ type, inputs, cloud }) =>
    type.startsWith("aws:") || type === stepType
      ? leaves(inputs).flatMap(({ at, value }) => {
          const kind = kindAt(type, at);
          if (!kind || typeof value !== "string" || value === "") return [];
          if (!kind.form.test(value))
            return [{ property: at, reason: `${at} is ${quoted(value)}, which is not ${kind.what}` }];
          return kind.unasked?.test(value) || exists(value, cloud)
            ? []
            : [{ property: at, reason: `${at}: ${value} does not exist` }];
        })
      : [],
};

const exists = (reference: string, cloud: SimulatedCloud): boolean =>
  ownedByAws.test(reference) || cloud.isGiven(reference) || knows(cloud, reference);
