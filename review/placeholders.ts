import { type PlaceholderOf, placeholderFor } from "../rehearsal/engine/stack-file/placeholders";

/**
 * Stand-ins for secrets that are the same on both sides of a review where the stack file has the same ciphertext, or has
 * none on either side; another ciphertext may hold another value.
 */
export const sharedPlaceholders = (): PlaceholderOf => {
  const made = new Map<string, string>();
  return (at, cipher = "") => {
    const key = `${at}\n${cipher}`;
    const placeholder = made.get(key) ?? placeholderFor(at);
    made.set(key, placeholder);
    return placeholder;
  };
};
