import { guide } from "../../source";
import { cardOf } from "../../../cards/cards";
import { regionOf } from "../../outputs";
import { leaves, type Rule } from "../../rule";

export const sameRegion: Rule = {
  name: "same-region",
  refuses: "the ARN of something in another region where only one in the same region will do",
  source: guide("AWS Certificate Manager User Guide, Supported Regions", "acm/latest/userguide/acm-regions"),
  checkInAccount: (call) => {
    const inputs = cardOf(call.type)?.ownRegion;
    const region = regionOf(call);
    if (!inputs || !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return [];
    return leaves(call.inputs).flatMap(({ at, value }) => {
      const place =
        inputs.includes(at) && typeof value === "string" ? /^arn:[^:]*:[^:]*:([^:]+):/.exec(value)?.[1] : "";
      return !place || place === region
        ? []
        : [{ property: at, reason: `${at} is in ${place}; it must be in ${region}, where the resource is` }];
    });
  },
};
