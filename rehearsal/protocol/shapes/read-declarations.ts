import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { packageVersion } from "../versions";
import type { ObjectShape, ResourceShape, ServiceShapes, Shape } from "./shape";

const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);

type Interfaces = Map<string, ts.InterfaceDeclaration>;

/** `inputs.ecs.ServiceAlarms` → its declaration, for inputs and outputs of a package. */
function namedTypes(directory: string): Interfaces {
  const found: Interfaces = new Map();
  const visit = (nodes: readonly ts.Node[], prefix: string) => {
    for (const node of nodes) {
      if (ts.isInterfaceDeclaration(node)) found.set(prefix + node.name.text, node);
      else if (ts.isModuleDeclaration(node) && node.body) {
        visit(ts.isModuleBlock(node.body) ? node.body.statements : [node.body], `${prefix}${node.name.text}.`);
      }
    }
  };
  for (const kind of ["input", "output"]) {
    const file = path.join(directory, "types", `${kind}.d.ts`);
    if (existsSync(file)) visit(parse(file).statements, `${kind}s.`);
  }
  return found;
}

/** The resource types of a service's folder, with the file that declares each; none when there is no such folder. */
export const typesIn = (directory: string): [type: string, file: string][] =>
  (existsSync(directory) ? readdirSync(directory) : [])
    .filter((name) => name.endsWith(".js"))
    .sort()
    .flatMap((name): [string, string][] => {
      const type = /__pulumiType = '([^']+)'/.exec(readFileSync(path.join(directory, name), "utf8"))?.[1];
      return type ? [[type, path.join(directory, name.replace(/js$/, "d.ts"))]] : [];
    });

const typeName = (node: ts.EntityName): string =>
  ts.isIdentifier(node) ? node.text : `${typeName(node.left)}.${node.right.text}`;

const isUndefined = (node: ts.TypeNode) => node.kind === ts.SyntaxKind.UndefinedKeyword;

/** Reads the shapes of every resource of some services from a package's type declarations. */
export class DeclarationReader {
  private readonly directory: string;
  private readonly named: Interfaces;
  private objects: Record<string, ObjectShape> = {};

  constructor(private readonly packageName: string) {
    this.directory = path.dirname(require.resolve(`${packageName}/package.json`));
    this.named = namedTypes(this.directory);
  }

  /** @param wanted only this type of the service; default: all. */
  service(service: string, wanted?: string): ServiceShapes {
    this.objects = {};
    const directory = service === "index" ? this.directory : path.join(this.directory, service);
    const resources: Record<string, ResourceShape> = {};
    for (const [type, file] of typesIn(directory)) {
      if (wanted === undefined || type === wanted) resources[type] = this.resource(file, type);
    }
    const version = packageVersion(this.packageName);
    return { package: this.packageName, version, resources, objects: sorted(this.objects) };
  }

  private resource(file: string, type: string): ResourceShape {
    const name = type.split(":").pop()!;
    const outputs: Record<string, Shape> = {};
    const certain: string[] = [];
    let args: ObjectShape = { properties: {}, required: [] };
    for (const node of parse(file).statements) {
      if (ts.isInterfaceDeclaration(node) && node.name.text === `${name}Args`) args = this.members(node);
      if (ts.isClassDeclaration(node) && node.name?.text === name) {
        for (const member of node.members.filter(ts.isPropertyDeclaration)) {
          const property = (member.name as ts.Identifier).text;
          const value = member.type && ts.isTypeReferenceNode(member.type) ? member.type.typeArguments?.[0] : undefined;
          if (!value) continue;
          outputs[property] = this.shape(value, "outputs.");
          if (!(ts.isUnionTypeNode(value) && value.types.some(isUndefined))) certain.push(property);
        }
      }
    }
    for (const property of Object.keys(args.properties)) delete outputs[property];
    return { ...args, outputs, certain };
  }

  private members(node: ts.InterfaceDeclaration): ObjectShape {
    const properties: Record<string, Shape> = {};
    const required: string[] = [];
    for (const member of node.members.filter(ts.isPropertySignature)) {
      const property = (member.name as ts.Identifier).text;
      properties[property] = this.shape(member.type);
      if (!member.questionToken) required.push(property);
    }
    return { properties, required };
  }

  private shape(node: ts.TypeNode | undefined, only = "inputs."): Shape {
    if (!node) return "any";
    if (ts.isParenthesizedTypeNode(node)) return this.shape(node.type, only);
    if (ts.isArrayTypeNode(node)) return { list: this.shape(node.elementType, only) };
    if (ts.isTypeLiteralNode(node)) {
      const index = node.members.find(ts.isIndexSignatureDeclaration);
      return index ? { map: this.shape(index.type, only) } : "any";
    }
    if (ts.isUnionTypeNode(node)) return this.union(node, only);
    if (ts.isTypeReferenceNode(node)) return this.reference(node, only);
    if (node.kind === ts.SyntaxKind.StringKeyword) return "string";
    if (node.kind === ts.SyntaxKind.NumberKeyword) return "number";
    if (node.kind === ts.SyntaxKind.BooleanKeyword) return "boolean";
    return ts.isLiteralTypeNode(node) ? "string" : "any";
  }

  private union(node: ts.UnionTypeNode, only: string): Shape {
    const parts = node.types.filter((part) => !isUndefined(part)).map((part) => this.shape(part, only));
    const distinct = [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
    if (distinct.length === 1) return distinct[0]!;
    // A string, or the same thing as an enumeration, a document or a resource.
    if (distinct.includes("string"))
      return distinct.some((part) => typeof part === "object" || part.startsWith("#")) ? "json" : "string";
    return "any";
  }

  private reference(node: ts.TypeReferenceNode, only: string): Shape {
    const name = typeName(node.typeName);
    if (/^(pulumi\.)?(Input|Output|Promise)$/.test(name)) return this.shape(node.typeArguments?.[0], only);
    if (name.startsWith("enums.") || /^pulumi\.(ID|URN)$/.test(name) || name === "ARN") return "string";
    if (/PolicyDocument$/.test(name)) return "#PolicyDocument";
    const declaration = this.named.get(name);
    if (!declaration) return /^[A-Z]\w*(\.\w+)?$/.test(name) ? "string" : "any";
    // The members of objects in outputs matter to nobody here.
    if (!name.startsWith("inputs.") || !only.startsWith("inputs.")) return "any";
    const key = name.slice("inputs.".length);
    if (!(key in this.objects)) {
      this.objects[key] = { properties: {}, required: [] };
      this.objects[key] = this.members(declaration);
    }
    return `#${key}`;
  }
}

const readers = new Map<string, DeclarationReader>();

/** The reader of a package, which is made once: it takes seconds. */
export const readerOf = (packageName: string): DeclarationReader => {
  const reader = readers.get(packageName) ?? new DeclarationReader(packageName);
  readers.set(packageName, reader);
  return reader;
};

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
