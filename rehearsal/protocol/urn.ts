/** The type of a URN without its parents' types. */
export const typeOf = (urn: string): string => {
  const qualified = urn.split("::")[2] ?? "";
  return qualified.slice(qualified.lastIndexOf("$") + 1);
};
