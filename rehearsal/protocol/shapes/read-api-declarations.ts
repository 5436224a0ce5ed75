import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { packageVersion } from "../versions";
import type { ApiShapes, ObjectShape, Shape } from "./shape";

/** What the models of one API client declare: structures, and enumerations with their values. */
interface Declared {
  structures: Map<string, ts.InterfaceDeclaration>;
  enumerations: Map<string, string[]>;
}

/** The named structures of an AWS API, and all that they refer to, from the client's type declarations. */
export function apiShapes(packageName: string, roots: readonly string[]): ApiShapes {
  const declared = declarations(path.join(path.dirname(require.resolve(`${packageName}/package.json`)), "dist-types"));
  const objects: Record<string, ObjectShape> = {};
  const add = (name: string): void => {
    const structure = declared.structures.get(name);
    if (!structure) throw new Error(`${packageName} declares no ${name}.`);
    if (name in objects) return;
    objects[name] = { properties: {}, required: [] };
    objects[name] = members(structure, declared, add);
  };
  roots.forEach(add);
  const sorted = Object.fromEntries(Object.entries(objects).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { package: packageName, version: packageVersion(packageName), objects: sorted };
}

function declarations(directory: string): Declared {
  const found: Declared = { structures: new Map(), enumerations: new Map() };
  const models = path.join(directory, "models");
  for (const file of readdirSync(models).sort()) {
    const source = ts.createSourceFile(file, readFileSync(path.join(models, file), "utf8"), ts.ScriptTarget.Latest);
    for (const node of source.statements) {
      if (ts.isInterfaceDeclaration(node)) found.structures.set(node.name.text, node);
      else if (ts.isVariableStatement(node)) {
        for (const { name, type } of node.declarationList.declarations) {
          if (ts.isIdentifier(name) && type && ts.isTypeLiteralNode(type)) {
            found.enumerations.set(name.text, literals(type));
          }
        }
      }
    }
  }
  return found;
}

/** An enumeration is declared as a constant object: `{ readonly TCP: "tcp" }`. */
const literals = (type: ts.TypeLiteralNode): string[] =>
  type.members
    .filter(ts.isPropertySignature)
    .flatMap(({ type: value }) =>
      value && ts.isLiteralTypeNode(value) && ts.isStringLiteral(value.literal) ? [value.literal.text] : [],
    );

function members(structure: ts.InterfaceDeclaration, declared: Declared, add: (name: string) => void): ObjectShape {
  const properties: Record<string, Shape> = {};
  const required: string[] = [];
  for (const member of structure.members.filter(ts.isPropertySignature)) {
    const name = (member.name as ts.Identifier).text;
    properties[name] = shape(member.type, declared, add);
    if (!member.questionToken) required.push(name);
  }
  return { properties, required };
}

function shape(node: ts.TypeNode | undefined, declared: Declared, add: (name: string) => void): Shape {
  if (!node) return "any";
  if (ts.isArrayTypeNode(node)) return { list: shape(node.elementType, declared, add) };
  if (node.kind === ts.SyntaxKind.StringKeyword) return "string";
  if (node.kind === ts.SyntaxKind.NumberKeyword) return "number";
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return "boolean";
  if (ts.isUnionTypeNode(node)) {
    // Every member may also be undefined, the required ones included.
    const parts = node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
    return parts.length === 1 ? shape(parts[0], declared, add) : "any";
  }
  if (!ts.isTypeReferenceNode(node) || !ts.isIdentifier(node.typeName)) return "any";
  const name = node.typeName.text;
  if (name === "Record") return { map: shape(node.typeArguments?.[1], declared, add) };
  const values = declared.enumerations.get(name);
  if (values) return { oneOf: values };
  if (!declared.structures.has(name)) return "any";
  add(name);
  return `#${name}`;
}
