import type { Arrow, Box, Frame, Layout, LegendEntry } from "./placed";

/** Colours as classes, so that a page in the dark gets the dark set; the card behind keeps both legible anywhere. */
const stylesheet = `
  .card { fill: #ffffff; stroke: #d0d7de; }
  .title { font-weight: 600; fill: #1f2328; }
  .line, .frame-title, .label { fill: #57606a; }
  text { font-family: -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; font-size: 13px; }
  .heading { font-size: 17px; font-weight: 600; fill: #1f2328; }
  .title { font-size: 15px; }
  .label { font-size: 12px; }
  .halo { stroke: #ffffff; stroke-width: 5px; stroke-linejoin: round; paint-order: stroke; }
  .box { fill: #f6f8fa; stroke: #8c959f; stroke-width: 1.2; }
  .service { fill: #ddf4ff; stroke: #0969da; }
  .search, .database, .storage { fill: #fff8c5; stroke: #9a6700; }
  .balancer, .nat { fill: #dafbe1; stroke: #1a7f37; }
  .secrets { fill: #fbefff; stroke: #8250df; }
  .yours { fill: #ffffff; stroke-dasharray: 6 4; }
  .mark { fill: none; stroke-width: 3; stroke: #bf8700; }
  .mark.new { stroke: #1a7f37; }
  .mark.replaced { stroke: #cf222e; }
  .badge { font-size: 11px; font-weight: 600; fill: #9a6700; }
  .badge.new { fill: #1a7f37; }
  .badge.replaced { fill: #cf222e; }
  .vpc { fill: none; stroke: #8c959f; }
  .public { fill: #f3fbf5; stroke: #8fc7a0; stroke-dasharray: 5 4; }
  .private { fill: #f4f8fd; stroke: #92b7e3; stroke-dasharray: 5 4; }
  .arrow { fill: none; stroke: #424a53; stroke-width: 1.5; }
  .outward { stroke-dasharray: 5 4; stroke: #8c959f; }
  .tip { fill: #424a53; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #0d1117; stroke: #30363d; }
    .title, .heading { fill: #e6edf3; }
    .line, .frame-title, .label { fill: #9da7b3; }
    .halo { stroke: #0d1117; }
    .box { fill: #161b22; stroke: #6e7681; }
    .service { fill: #0c2d4d; stroke: #58a6ff; }
    .search, .database, .storage { fill: #2e2405; stroke: #d29922; }
    .balancer, .nat { fill: #0f2a17; stroke: #3fb950; }
    .secrets { fill: #271546; stroke: #a371f7; }
    .yours { fill: #0d1117; }
    .mark { stroke: #d29922; }
    .mark.new { stroke: #3fb950; }
    .mark.replaced { stroke: #f85149; }
    .badge { fill: #d29922; }
    .badge.new { fill: #3fb950; }
    .badge.replaced { fill: #f85149; }
    .vpc { stroke: #6e7681; }
    .public { fill: #0e1a14; stroke: #2f6f44; }
    .private { fill: #0d1724; stroke: #2b5382; }
    .arrow { stroke: #c9d1d9; }
    .outward { stroke: #6e7681; }
    .tip { fill: #c9d1d9; }
  }`;

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The picture as one SVG file; the same layout gives the same bytes. */
export const drawn = (layout: Layout, heading: string, description: string): string => {
  const { width, height } = layout;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(heading)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<style>${stylesheet}\n</style>`,
    `<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0 L10 5 L0 10 z"/></marker></defs>`,
    `<rect class="card" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="12"/>`,
    `<text class="heading" x="24" y="34">${escaped(heading)}</text>`,
    ...layout.frames.map(frame),
    ...layout.arrows.map(arrowLine),
    ...layout.boxes.map(box),
    ...layout.arrows.map(arrowLabel),
    ...layout.legend.map(legendEntry),
    ...layout.remarks.map(({ text, x, y }) => `<text class="label" x="${x}" y="${y + 4}">${escaped(text)}</text>`),
    "</svg>",
    "",
  ].join("\n");
};

const frame = ({ title, style, isNarrow, x, y, width, height }: Frame): string =>
  [
    `<rect class="${style}" x="${x}" y="${y}" width="${width}" height="${height}" rx="10"/>`,
    // Arrows pass near the left and right ends; the middle is free.
    style === "vpc" || isNarrow
      ? `<text class="frame-title" x="${x + 14}" y="${y + 21}">${escaped(title)}</text>`
      : `<text class="frame-title" x="${x + width / 2}" y="${y + 21}" text-anchor="middle">${escaped(title)}</text>`,
  ].join("\n");

const box = ({ node, x, y, width, height }: Box): string => {
  const middle = x + width / 2;
  const top = y + height / 2 - ((node.lines.length - 1) * 18) / 2 - 4;
  return [
    `<rect class="box ${node.kind}${node.yours ? " yours" : ""}" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
    `<text class="title" x="${middle}" y="${top}" text-anchor="middle">${escaped(node.title)}</text>`,
    ...node.lines.map(
      (line, index) =>
        `<text class="line" x="${middle}" y="${top + 20 + index * 18}" text-anchor="middle">${escaped(line)}</text>`,
    ),
    ...(node.mark
      ? [
          `<rect class="mark ${node.mark}" x="${x - 3}" y="${y - 3}" width="${width + 6}" height="${height + 6}" rx="10"/>`,
          `<text class="badge halo ${node.mark}" x="${x + width - 6}" y="${y - 6}" text-anchor="end">${node.mark}</text>`,
        ]
      : []),
  ].join("\n");
};

const arrowLine = ({ points, outward }: Arrow): string =>
  `<path class="arrow${outward ? " outward" : ""}" marker-end="url(#tip)" d="M${points.map(([x, y]) => `${x} ${y}`).join(" L")}"/>`;

const arrowLabel = ({ label, labelAt: [x, y], anchor }: Arrow): string =>
  label === "" ? "" : `<text class="label halo" x="${x}" y="${y}" text-anchor="${anchor}">${escaped(label)}</text>`;

const legendTexts: Readonly<Record<LegendEntry, string>> = {
  outward: "goes out of the VPC",
  yours: "yours, not made by the stack",
  subnets: "subnets",
};

/** A sample of the line, and what it means. */
const legendEntry = ({ entry, x, y }: Layout["legend"][number]): string => {
  const sample =
    entry === "outward"
      ? `<path class="arrow outward" marker-end="url(#tip)" d="M${x} ${y} L${x + 30} ${y}"/>`
      : `<rect class="${entry === "yours" ? "box yours" : "private"}" x="${x}" y="${y - 8}" width="30" height="16" rx="4"/>`;
  return `${sample}\n<text class="label" x="${x + 38}" y="${y + 4}">${legendTexts[entry]}</text>`;
};
