import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { Rule } from "../../rule";
import { forStartedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";
import { placeOf, secretValue, type Told, toldTo } from "./told-values";

const der = (text: string): Buffer => Buffer.from(text, "base64");
const isPem = (text: string): boolean => text.includes("-----BEGIN");

/** A key of a secret's text, PEM or DER in base64; undefined for what is none. */
function keyOf(text: string, half: "private" | "public"): KeyObject | undefined {
  try {
    if (half === "private")
      return isPem(text) ? createPrivateKey(text) : createPrivateKey({ key: der(text), format: "der", type: "pkcs8" });
    return isPem(text) ? createPublicKey(text) : createPublicKey({ key: der(text), format: "der", type: "spki" });
  } catch {
    // Node's own message can quote the input.
    return undefined;
  }
}

function problemOf(task: StartedTask, own: Told, other: Told): string[] {
  const [privateText, publicText] = [own, other].map(({ secret }) => secretValue(task, secret ?? ""));
  if (privateText === undefined || publicText === undefined) return [];
  const [privateHalf, publicHalf] = [keyOf(privateText, "private"), keyOf(publicText, "public")];
  if (!privateHalf) return [`${placeOf(own)} holds no private key`];
  if (!publicHalf) return [`${placeOf(other)} holds no public key`];
  return createPublicKey(privateHalf).equals(publicHalf)
    ? []
    : [`${placeOf(other)} is not the public half of ${placeOf(own)}`];
}

export const keyHalves: Rule = {
  name: "key-halves",
  refuses: "a container that reads a private and a public key which are not two halves of one pair",
  source: { title: "RFC 7515, JSON Web Signature", url: "https://www.rfc-editor.org/rfc/rfc7515" },
  graph: forStartedTasks((task) => {
    const told = toldTo(task).filter(({ secret }) => secret !== undefined);
    return told
      .filter(({ name }) => name.endsWith("PRIVATE_KEY"))
      .flatMap((own) => {
        const name = own.name.replace(/PRIVATE_KEY$/, "PUBLIC_KEY");
        const other = told.find((one) => one.container === own.container && one.name === name);
        return other ? problemOf(task, own, other) : [];
      });
  }),
};
