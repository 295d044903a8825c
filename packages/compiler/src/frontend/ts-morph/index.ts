/** The adapter over ts-morph: the only folder that knows TypeScript's own API. */
import { unionOf, type Diagnostic } from "@dagwright/ir";
import type { Type } from "@dagwright/protocol";
import { ts } from "ts-morph";
import { project } from "../../diagnostics/project.ts";
import { Disk } from "../../disk/disk.ts";
import type { FieldResult, Frontend } from "../frontend.ts";
import type { Expression, Handle } from "../syntax.ts";
import type { Context } from "./context.ts";
import { discover, type Discovered } from "./discover.ts";
import { factsOf } from "./facts.ts";
import { nodeOf } from "./handles.ts";
import { descriptionOf, freeNamesOf, propertyNamesOf, visibleNamesAt } from "./names.ts";
import { hasModuleState } from "./module-state.ts";
import { readOptions } from "./options.ts";
import { openContext, type Opened } from "./open-context.ts";
import { Resolver } from "./resolve.ts";
import { findRoot } from "./root.ts";
import { surfaceCopies } from "./surface-copies.ts";
import { Slicer } from "./slice/slicer.ts";
import { createConverter } from "./syntax/converter.ts";
import { Schemas } from "./types/schema.ts";
import { optionErrorsOf, typeErrorsOf } from "./type-errors.ts";

export interface FrontendOptions {
  /** Files that declare pipelines; at least one. */
  readonly entries: readonly string[];
  /** Folder that all names are relative to; otherwise found from the first entry. */
  readonly root?: string;
  /** Otherwise the nearest tsconfig.json above the first entry. */
  readonly tsconfig?: string;
  /** The disk, and what is seen of it. */
  readonly disk?: Disk;
  /** The same entries as they were opened before. */
  readonly previous?: Frontend | undefined;
  /** Whether they will be opened again: to know what an edit concerns is more work the first time. */
  readonly isWatched?: boolean;
}

/** Opens the entries and what they import. A user's mistakes are answers of the frontend, never exceptions. */
export function openFrontend({ entries, root, tsconfig, disk = new Disk(), previous, isWatched }: FrontendOptions): Frontend {
  const files = entries.map((entry) => disk.realName(entry));
  const [first] = files;
  if (first === undefined) throw new TypeError("a frontend needs at least one entry file");
  const present = files.filter((file) => disk.exists(file));
  const options = readOptions(first, tsconfig === undefined ? undefined : disk.realName(tsconfig), disk);
  const folder = root === undefined ? findRoot(first, options.file, disk) : disk.realName(root);
  const before = previous === undefined ? undefined : opened.get(previous);
  const context = openContext({ folder, entries: present, options, disk, isWatched: isWatched === true, before });
  const missing = files.filter((file) => !disk.exists(file)).map((file) => project("DW0006", {}, { file: context.relativeName(file) }));
  const frontend = createFrontend(context, files, () => [
    ...missing,
    ...optionErrorsOf(context, options.file, options.errors),
    ...surfaceCopies(context),
  ]);
  if (isWatched === true) opened.set(frontend, { context, seen: disk.seen() });
  return frontend;
}

/** Only of projects that are watched. */
const opened = new WeakMap<Frontend, Opened>();

function createFrontend(context: Context, files: readonly string[], problems: () => readonly Diagnostic[]): Frontend {
  const { checker } = context;
  const convert = createConverter(context);
  const schemas = new Schemas(context);
  let discovered: Discovered | undefined;
  const all = (): Discovered =>
    (discovered ??= discover(context, convert, (node) => schemas.fieldResult(checker.getTypeFromTypeNode(node), node)));
  const resolver = new Resolver(context, convert, () => all().byNode);
  const slicer = new Slicer(context, () => all().byNode);
  const resolve = (expression: Expression): ReturnType<Frontend["resolve"]> => resolver.resolve(expression);

  return {
    root: context.root,
    entries: files.map((file) => context.relativeName(file)),
    problems,
    typeErrors: () => typeErrorsOf(context),
    sourceText: (file) => context.program.getSourceFile(`${context.root}/${file}`)?.text,
    declarations: () => all().declarations,
    misplacedDeclarations: () => all().misplaced,
    resolve,
    typeOf: (expression) => schemas.typeResult(checker.getTypeAtLocation(nodeOf(expression.handle))),
    outputOf: (fn) => outputOf(context, schemas, fn),
    isCallable: (handle) => signatureOf(checker, handle) !== undefined,
    parameterOf: (fn, index) => parameterOf(schemas, checker, fn, index),
    variableType: (handle) => schemas.typeResult(checker.getTypeAtLocation(assigned(nodeOf(handle)))),
    listWithNull: (handle) => listWithNull(checker, schemas, nodeOf(handle)),
    enterCall: (call) => context.typeArguments.enter(nodeOf(call.handle)),
    types: () => schemas.named.types,
    facts: (expression) => factsOf(context, nodeOf(expression.handle)),
    freeNames: (code) => freeNamesOf(context, convert, resolve, nodeOf(code.handle)),
    hasModuleState: () => hasModuleState(context),
    misspeltTags: () => [...context.misspeltTags].toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).map(([, tag]) => tag),
    descriptionOf: (handle) => descriptionOf(context, nodeOf(handle)),
    visibleNames: (at) => visibleNamesAt(context, nodeOf(at)),
    slice: (request) => slicer.slice(request),
    propertyNames: (expression) => propertyNamesOf(context, nodeOf(expression.handle)),
  };
}

/** `[, ...rest] = list` is of the type of the list; TypeScript would tell that of the literal on the left. */
function assigned(node: ts.Node): ts.Node {
  const { parent } = node;
  const isTarget = ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
  return isTarget && ts.isBinaryExpression(parent) && parent.left === node ? parent.right : node;
}

function listWithNull(checker: ts.TypeChecker, schemas: Schemas, node: ts.Node): Type | undefined {
  const type = checker.getTypeAtLocation(node);
  const item = checker.isArrayType(type) ? type.getNumberIndexType() : undefined;
  const parts = item?.isUnion() === true ? item.types : [];
  const has = (flag: ts.TypeFlags): boolean => parts.some((part) => (part.flags & flag) !== 0);
  if (item === undefined || !has(ts.TypeFlags.Undefined) || has(ts.TypeFlags.Null)) return undefined;
  const result = schemas.typeResult(checker.getNonNullableType(item));
  return "type" in result ? { kind: "array", items: unionOf([result.type, { kind: "null" }]) } : undefined;
}

const signatureOf = (checker: ts.TypeChecker, fn: Handle): ts.Signature | undefined => {
  const node = nodeOf(fn);
  return ts.isFunctionLike(node) ? checker.getSignatureFromDeclaration(node) : checker.getTypeAtLocation(node).getCallSignatures()[0];
};

function outputOf(context: Context, schemas: Schemas, fn: Handle): FieldResult {
  const { checker } = context;
  const node = nodeOf(fn);
  if (ts.isCallExpression(node) || ts.isConditionalExpression(node) || ts.isBinaryExpression(node)) {
    const given = checker.getTypeAtLocation(node);
    const awaited = checker.getAwaitedType(given) ?? given;
    const parts = awaited.isUnion() ? awaited.types : [awaited];
    if (parts.every(({ flags }) => (flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) !== 0)) return {};
    return schemas.fieldResult(awaited);
  }
  const signature = signatureOf(checker, fn);
  if (signature === undefined) return {};
  const returned = checker.getReturnTypeOfSignature(signature);
  return schemas.fieldResult(checker.getAwaitedType(returned) ?? returned, promisedNode(signature.declaration?.type));
}

/** `T` of a return type written as `Promise<T>`. */
function promisedNode(node: ts.Node | undefined): ts.TypeNode | undefined {
  return node !== undefined && ts.isTypeReferenceNode(node) && node.typeName.getText() === "Promise" ? node.typeArguments?.[0] : undefined;
}

function parameterOf(schemas: Schemas, checker: ts.TypeChecker, fn: Handle, index: number): FieldResult {
  const parameter = signatureOf(checker, fn)?.getParameters()[index];
  if (parameter === undefined) return {};
  const declaration = parameter.valueDeclaration;
  const node = declaration !== undefined && ts.isParameter(declaration) ? declaration : undefined;
  return schemas.fieldResult(checker.getTypeOfSymbol(parameter), node?.type);
}
