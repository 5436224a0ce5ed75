/** Colours of both sets, by name; the page takes the one that the reader's system asks for. */
export const style = `
:root { color-scheme: light dark; --page: #ffffff; --text: #1f2328; --quiet: #57606a; --line: #d0d7de; --card: #f6f8fa;
  --add: #1a7f37; --add-back: #dafbe1; --remove: #cf222e; --remove-back: #ffebe9; --look: #9a6700; --look-back: #fff8c5; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d1117; --text: #e6edf3; --quiet: #9da7b3; --line: #30363d; --card: #161b22;
    --add: #3fb950; --add-back: #0f2a17; --remove: #f85149; --remove-back: #3c1518; --look: #d29922; --look-back: #2e2405; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem clamp(0.75rem, 3vw, 2rem) 3rem; background: var(--page); color: var(--text);
  font: 15px/1.5 -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; overflow-wrap: break-word; }
code, pre { overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0.5rem 0 0.25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 0.75rem; padding-bottom: 0.3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 0.4rem; }
p { margin: 0.4rem 0; }
.quiet { color: var(--quiet); }
.verdict { display: inline-block; padding: 0 0.6em; border-radius: 1em; font-weight: 600; white-space: nowrap; }
.verdict.fine { color: var(--add); background: var(--add-back); }
.verdict.look { color: var(--look); background: var(--look-back); }
.verdict.fails { color: var(--remove); background: var(--remove-back); }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
td .added, td .removed, td .changed { white-space: nowrap; padding: 0 0.35em; border-radius: 4px; }
td.amount { font-variant-numeric: tabular-nums; white-space: nowrap; }
code, pre { font: 13px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0.4rem 0; padding: 0.6rem 0.8rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  white-space: pre-wrap; }
.added { color: var(--add); background: var(--add-back); }
.removed { color: var(--remove); background: var(--remove-back); }
.changed { color: var(--look); background: var(--look-back); }
.name { font-weight: 600; }
pre span { display: block; margin: 0 -0.8rem; padding: 0 0.8rem; }
.warning { color: var(--remove); font-weight: 600; }
ul { margin: 0.3rem 0; padding-left: 1.3rem; }
details > summary { cursor: pointer; font-weight: 600; margin: 1rem 0 0.3rem; }
figure { margin: 1rem 0; overflow-x: auto; }
figure img { max-width: 100%; height: auto; }
figcaption { color: var(--quiet); font-size: 0.9em; }
@media (max-width: 46rem) {
  table.stacks thead { display: none; }
  table.stacks tr { display: block; border: 1px solid var(--line); border-radius: 6px; margin: 0.6rem 0; padding: 0.4rem 0.7rem; }
  table.stacks td { display: flex; gap: 0.75rem; border: 0; padding: 0.15rem 0; }
  table.stacks td::before { content: attr(data-label); color: var(--quiet); flex: 0 0 7rem; }
  figure img { max-width: none; width: 48rem; }
}
`;
