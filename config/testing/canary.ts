/** Planted wherever a secret could be; no error may show it, nor any part of eight characters. */
export const canary = "Canary7f3b-Wren.Quill";
