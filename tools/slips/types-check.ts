import path from "node:path";
import ts from "typescript";

/**
 * The type check of the program (`components/platform.ts` and all that it imports), kept between questions: each asks of
 * the project with one file as it might be, and costs the files that the change can reach.
 */
export class TypesCheck {
  private readonly options: ts.CompilerOptions;
  private readonly roots: readonly string[];
  private readonly files = new Map<string, ts.SourceFile | undefined>();
  private readonly sound: ts.SemanticDiagnosticsBuilderProgram;

  constructor(directory: string) {
    const file = path.join(directory, "tsconfig.json");
    const read = ts.readConfigFile(file, (name) => ts.sys.readFile(name));
    const { options } = ts.parseJsonConfigFileContent({ ...(read.config as object), include: [] }, ts.sys, directory);
    this.options = { ...options, incremental: false, tsBuildInfoFile: undefined };
    this.roots = [path.join(directory, "components", "platform.ts")];
    this.sound = this.program(undefined);
    const [problem] = problemsOf(this.sound);
    if (problem !== undefined) throw new Error(`the project as it is has an error of types: ${problem}`);
  }

  /** The first error of types once a file has this text; undefined when there is none. */
  firstError(file: string, text: string): string | undefined {
    return problemsOf(this.program({ file, text }))[0];
  }

  private program(changed: { readonly file: string; readonly text: string } | undefined) {
    const host = ts.createCompilerHost(this.options);
    const { getSourceFile } = host;
    host.createHash = ts.sys.createHash!.bind(ts.sys);
    host.getSourceFile = (name, ...rest) => {
      if (changed !== undefined && path.resolve(name) === path.resolve(changed.file)) {
        const source = ts.createSourceFile(name, changed.text, rest[0], true);
        return versioned(source, ts.sys.createHash!(changed.text));
      }
      if (!this.files.has(name)) {
        const source = getSourceFile(name, ...rest);
        this.files.set(name, source && versioned(source, "as it is"));
      }
      return this.files.get(name);
    };
    return ts.createSemanticDiagnosticsBuilderProgram(this.roots, this.options, host, this.sound);
  }
}

/** The builder tells files apart by this, which only its own host would set. */
const versioned = (source: ts.SourceFile, version: string): ts.SourceFile => Object.assign(source, { version });

function problemsOf(program: ts.SemanticDiagnosticsBuilderProgram): string[] {
  const found = [...program.getSyntacticDiagnostics()];
  for (;;) {
    const affected = program.getSemanticDiagnosticsOfNextAffectedFile();
    if (affected === undefined) break;
    found.push(...affected.result);
    if (found.length > 0) break;
  }
  return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ").split("\n")[0] ?? "");
}
