/**
 * Writes the names of database parameters that the rehearsal knows, from what database programs print of themselves.
 *   npm run refresh-parameter-names -- --postgres FILE… --mysql FILE…
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { projectDirectory } from "../config/project-directory";

const written = path.join(projectDirectory, "rehearsal/aws/services/rds/parameter-names.generated.json");

/** What `postgres --describe-config` prints: a line a parameter, its columns apart by tabs. */
export const postgresNames = (text: string): string[] =>
  text.split("\n").flatMap((line) => /^([a-z][a-z0-9_]*)\t/i.exec(line)?.[1]?.toLowerCase() ?? []);

/**
 * The table of variables at the end of `mysqld --no-defaults --verbose --help`, or a source file in Go that lists them as
 * `"name": &sql.…`, as github.com/dolthub/go-mysql-server does.
 */
export const mysqlNames = (text: string): string[] => {
  const table = text.split("Variables (--variable-name=value)")[1];
  const pattern = table === undefined ? /^\t"([a-z0-9_]+)":\s*&?sql/gm : /^([a-z][a-z0-9-]+) /gm;
  return [...(table ?? text).matchAll(pattern)].map(([, name]) => name!.replaceAll("-", "_"));
};

const read = (files: readonly string[], names: (text: string) => string[]): string[] => {
  const found = files.flatMap((file) => {
    const own = names(readFileSync(file, "utf8"));
    if (own.length < 100)
      throw new Error(`${file} holds ${own.length} names of parameters; at least 100 are expected.`);
    return own;
  });
  return [...new Set(found)].sort();
};

if (require.main === module)
  new Command("refresh-parameter-names")
    .description("Writes the names of database parameters that the rehearsal knows.")
    .requiredOption("--postgres <files...>", "what `postgres --describe-config` prints, one file a version")
    .requiredOption("--mysql <files...>", "what `mysqld --no-defaults --verbose --help` prints, or a list in Go")
    .action(({ postgres, mysql }: { postgres: string[]; mysql: string[] }) => {
      try {
        const known = { postgres: read(postgres, postgresNames), mysql: read(mysql, mysqlNames) };
        writeFileSync(written, `${JSON.stringify(known)}\n`);
        process.stdout.write(`postgres: ${known.postgres.length}, mysql: ${known.mysql.length} names\n`);
      } catch (error) {
        process.stderr.write(`${(error as Error).message}\n`);
        process.exitCode = 1;
      }
    })
    .parse();
