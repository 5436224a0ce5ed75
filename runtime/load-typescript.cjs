// Loads the project's TypeScript without type-checking it (npm run check does that): `node --require` this file.
// Sucrase only strips types, in-process and line by line, where ts-node takes seconds. What it made of a file is kept
// in the user's cache (stripping 130 files cold takes longer than loading @pulumi/pulumi), never in the project folder,
// under the file's path in its project: a review's two copies of the project share what is the same in both.
// From Node 22 on, V8's compiled code is kept between runs, which halves the time to load @pulumi/pulumi.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const module_ = require("node:module");
const { homedir } = require("node:os");
const path = require("node:path");

module_.enableCompileCache?.();

const folder = path.join(
  process.env.XDG_CACHE_HOME || path.join(homedir(), ".cache"),
  "openmetadata-pulumi",
  "typescript",
);
const { version } = require("sucrase/package.json");
// Node.js runs what the language has now, such as `?.`, far quicker than what would be written in its place.
const options = { transforms: ["imports", "typescript"], disableESTransforms: true };
const maker = `${version}\n${JSON.stringify(options)}`;
const project = path.dirname(__dirname);
const hash = (text) => createHash("sha256").update(text).digest("hex");

/** The file's JavaScript: kept under its path in the project, with the hash of what it was made from on the first line. */
const stripped = (source, file) => {
  const kept = path.join(folder, `${hash(path.relative(project, file)).slice(0, 32)}.js`);
  const key = `//${hash(`${maker}\n${source}`)}\n`;
  try {
    const text = readFileSync(kept, "utf8");
    if (text.startsWith(key)) return text.slice(key.length);
  } catch {
    // Not kept yet.
  }
  const { code } = require("sucrase").transform(source, { ...options, filePath: file });
  keep(kept, key + code);
  return code;
};

/** Written aside and moved, so that another process never reads half a file. A cache that cannot be written is no error. */
const keep = (file, text) => {
  try {
    mkdirSync(folder, { recursive: true });
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, text);
    renameSync(aside, file);
  } catch {
    // Read-only home, full disk: the next run strips again.
  }
};

module_._extensions[".ts"] = (loaded, file) => loaded._compile(stripped(readFileSync(file, "utf8"), file), file);

// zod's index loads its messages in fifty languages, half of zod's load, and then asks for the English ones alone.
const languages = require.resolve("zod/v4/locales");
require.cache[languages] = Object.assign(new module_.Module(languages), { exports: {}, loaded: true });

// @pulumi/pulumi loads the TypeScript compiler, a third of its own load, to write functions as text. This program has none
// written (a step's provider is a constant text), so the compiler waits for the first who asks it for something.
const waitForCompiler = () => {
  const shim = require.resolve("@pulumi/pulumi/typescript-shim");
  let compiler;
  const load = () => {
    if (!compiler) delete require.cache[shim];
    return (compiler ??= require(shim));
  };
  const exports = new Proxy({}, { get: (_, name) => load()[name] });
  require.cache[shim] = Object.assign(new module_.Module(shim), { exports, loaded: true });
};
try {
  waitForCompiler();
} catch {
  // Another release of @pulumi/pulumi: it loads its compiler itself.
}
