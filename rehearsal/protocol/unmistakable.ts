/** Texts so long and so mixed that they occur nowhere by chance: such a secret is found wherever it turns up. */
export const isUnmistakable = (text: string): boolean => text.length >= 12 && /\d/.test(text) && /[a-z]/i.test(text);
