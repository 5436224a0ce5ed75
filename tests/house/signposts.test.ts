import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";

const at = (...names: string[]) => path.join(projectDirectory, ...names);
const read = (file: string) => readFileSync(at(file), "utf8");
const isHidden = (name: string) => name.startsWith(".") || name === "node_modules" || name === "kit";

/** Folders of a folder. */
const foldersIn = (folder: string): string[] =>
  readdirSync(at(folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !isHidden(entry.name))
    .map(({ name }) => name);

/** Every page of the project, by its path from the root; a team's own folder is theirs. */
const pages = (folder = ""): string[] => [
  ...readdirSync(at(folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.posix.join(folder, name)),
  ...foldersIn(folder)
    .filter((name) => path.posix.join(folder, name) !== "team")
    .flatMap((name) => pages(path.posix.join(folder, name))),
];

const contributing = read("CONTRIBUTING.md");
/** Rooms of the map: the first column of its table. */
const rooms = [...contributing.matchAll(/^\| `([\w-]+)\/` +\|/gm)].map(([, room]) => room!);
/** Folders that hold no program, or one line of it; the sentence below the map names them. */
const others = ["docs", "examples", "scripts", "team", "templates"];

test("the map of CONTRIBUTING.md has every room, and no other", () => {
  const inside = foldersIn("").filter((folder) => !others.includes(folder));
  assert.deepEqual([...rooms].sort(), inside.sort());
  assert.deepEqual(
    others.filter((folder) => !contributing.includes(`\`${folder}/\``)),
    [],
  );
});

test("each room has a README that names every folder in it", () => {
  assert.deepEqual(
    rooms.flatMap((room) => {
      const readme = existsSync(at(room, "README.md")) ? read(`${room}/README.md`) : "";
      // Components for one cloud are one folder deeper.
      const folder = room === "components" ? "components/aws" : room;
      return foldersIn(folder)
        .filter((name) => name !== "testing" && !readme.includes(`${name}/`))
        .map((name) => `${room}/README.md: ${name}/`);
    }),
    [],
  );
});

test("a README of a room fits on a screen: 20 lines", () => {
  const readmes = pages().filter((page) => /[^/]\/README\.md$/.test(page) && !page.startsWith("docs/"));
  assert.ok(readmes.length >= rooms.length + 1);
  assert.deepEqual(
    readmes.filter((page) => read(page).trimEnd().split("\n").length > 20),
    [],
  );
});

/** The anchor that a heading gets. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}_\- ]/gu, "")
    .replaceAll(" ", "-");

/** What a page's link leads to and is not there. */
function deadLink(page: string, link: string): boolean {
  if (/^(https?|mailto):|\$\{/.test(link)) return false;
  const [file = "", anchor] = link.split("#");
  const target = file === "" ? page : path.posix.join(path.posix.dirname(page), file);
  if (!existsSync(at(target))) return true;
  const headings = anchor === undefined ? [] : [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, text]) => text!);
  return anchor !== undefined && !headings.map(anchorOf).includes(anchor);
}

test("every link of a page leads somewhere", () => {
  assert.deepEqual(
    pages().flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
        .filter(([, link]) => deadLink(page, link!))
        .map(([, link]) => `${page}: ${link}`),
    ),
    [],
  );
});

/** Names in a page that say where something is: `config/sections/` or `review/model.ts`, and no pattern of names. */
const namesIn = (page: string): string[] =>
  [...read(page).matchAll(/`([\w.+-]+\/[\w./+-]*)`/g)].map(([, name]) => name!);

/** What a command or a team makes, so that it is not there in a clone. */
const isMade = (name: string): boolean => /^(rehearsal\/cost\/regions|team)\//.test(name);

test("every file and folder of a room that a page names is there", () => {
  const begins = [...rooms, ...others].map((room) => `${room}/`);
  assert.deepEqual(
    pages().flatMap((page) =>
      namesIn(page)
        .filter((name) => begins.some((begin) => name.startsWith(begin)) && !isMade(name))
        .filter((name) => !existsSync(at(name)) && !existsSync(at(path.dirname(page), name)))
        .map((name) => `${page}: ${name}`),
    ),
    [],
  );
});

test("every folder that the README of a room names is there", () => {
  assert.deepEqual(
    rooms.flatMap((room) =>
      namesIn(`${room}/README.md`)
        .filter((name) => name.endsWith("/"))
        .filter((name) => !["", room, "components/aws"].some((folder) => existsSync(at(folder, name))))
        .map((name) => `${room}: ${name}`),
    ),
    [],
  );
});

test("every command of a page is there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const commands = pages().flatMap((page) =>
    [...read(page).matchAll(/npm run (?:-s |--silent )?([a-z][a-z:-]*[a-z])/g)].map(([, name]) => ({
      page,
      name: name!,
    })),
  );
  assert.ok(commands.length > 50);
  assert.deepEqual(
    commands.filter(({ name }) => scripts[name] === undefined),
    [],
  );
});
