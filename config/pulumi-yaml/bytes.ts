import { YamlMistake } from "./mistakes";

const marks: readonly { readonly encoding: string; readonly bytes: readonly number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

/** YAML takes these control characters and no others (`yaml_parser_update_buffer` of gopkg.in/yaml.v3, readerc.go). */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/** The text of a file as Pulumi decodes it: UTF-8, or what its byte order mark says. */
export function yamlText(bytes: Buffer): string {
  const mark = marks.find((one) => one.bytes.every((byte, index) => bytes[index] === byte));
  const { encoding = "utf-8", bytes: skipped = [] } = mark ?? {};
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(skipped.length));
  } catch {
    throw new YamlMistake(`the file is not ${encoding.toUpperCase()}; save it as UTF-8`);
  }
  const at = text.search(forbidden);
  if (at < 0) return text;
  const before = text.slice(0, at).split("\n");
  throw new YamlMistake("a control character", { line: before.length, column: before.at(-1)!.length + 1 });
}
