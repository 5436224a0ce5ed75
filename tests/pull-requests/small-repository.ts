import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectDirectory } from "../../config/project-directory";

export type Files = Readonly<Record<string, string | undefined>>;

export const program = (body: string): string =>
  `const sns = require("@pulumi/aws/sns");\nmodule.exports = async () => {\n${body}\n};\n`;
export const topic = (name: string): string => `new sns.Topic("${name}", { displayName: "a" });`;
export const stackFile = "config:\n  aws:region: eu-west-1\n";

/** A program of one topic, with two stacks. */
export const sound: Files = {
  "Pulumi.yaml": "name: small\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
  "index.js": program(topic("alerts")),
  "Pulumi.dev.yaml": stackFile,
  "Pulumi.prod.yaml": stackFile,
  "README.md": "one\n",
  ".gitignore": "node_modules\n",
};

/** A repository of its own that a test fills and reviews. */
export class SmallRepository {
  readonly root = mkdtempSync(path.join(tmpdir(), "review-whole-"));

  constructor() {
    symlinkSync(path.join(projectDirectory, "node_modules"), path.join(this.root, "node_modules"));
    this.git("init", "-q", "-b", "main");
  }

  git(...args: string[]): void {
    const words = ["-C", this.root, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args];
    execFileSync("git", words, { stdio: "ignore" });
  }

  /** Writes files; those without a text go. */
  put(files: Files): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.root, name);
      mkdirSync(path.dirname(file), { recursive: true });
      if (text === undefined) rmSync(file, { force: true });
      else writeFileSync(file, text);
    }
  }

  commit(message: string): void {
    this.git("add", "-A");
    this.git("commit", "-q", "--allow-empty", "-m", message);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
