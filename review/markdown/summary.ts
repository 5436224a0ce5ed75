import type { Flavour } from "../arguments";
import type { ReviewDocument } from "../model";
import { prose } from "./escape";
import { tableLines } from "./table";

/** The table alone, for the page of a CI run. */
export const summaryOf = (document: ReviewDocument, _flavour: Flavour): string =>
  [
    "## Review",
    "",
    ...tableLines(document.stacks),
    ...document.notes.flatMap((note) => ["", `> ${prose(note)}`]),
    "",
  ].join("\n");
