/** More texts than one stack has; then the answers to all of them are forgotten. */
const most = 2000;

/**
 * A question to a text alone, such as what is wrong with a policy document: answered once, since the runs of a rehearsal
 * ask the same of the same texts. Nobody may change what it answers.
 */
export const remembered = <Answer>(answer: (text: string) => Answer): ((text: string) => Answer) =>
  rememberedBy((text: string) => text, answer);

/** The same of what a text tells all about. */
export function rememberedBy<Subject, Answer>(
  textOf: (subject: Subject) => string,
  answer: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const known = new Map<string, Answer>();
  return (subject) => {
    const text = textOf(subject);
    if (known.has(text)) return known.get(text)!;
    if (known.size >= most) known.clear();
    const found = answer(subject);
    known.set(text, found);
    return found;
  };
}

/** A question to an object, such as the inputs of a resource, for as long as that is there. Nobody may change either. */
export function rememberedOf<Subject extends object, Answer>(
  answer: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  const known = new WeakMap<Subject, Answer>();
  return (subject) => {
    if (known.has(subject)) return known.get(subject)!;
    const found = answer(subject);
    known.set(subject, found);
    return found;
  };
}
