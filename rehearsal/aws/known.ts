import { cardOf } from "../cards/cards";
import type { SimulatedCloud } from "../protocol/cloud";
import { isProperties, type Value } from "../protocol/wire";

const holds = (value: Value | undefined, reference: string): boolean =>
  value === reference ||
  (Array.isArray(value) && value.some((item) => holds(item, reference))) ||
  (isProperties(value) && Object.values(value).some((item) => holds(item, reference)));

/** Whether something of the account has this identifier or ARN, or came into being with something: no output besides. */
export const knows = (cloud: SimulatedCloud, reference: string): boolean =>
  cloud
    .all()
    .some(
      ({ type, id, outputs }) =>
        id === reference ||
        outputs.arn === reference ||
        (cardOf(type)?.madeAlong ?? []).some((property) => holds(outputs[property], reference)),
    );
