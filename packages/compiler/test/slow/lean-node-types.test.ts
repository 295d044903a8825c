import { realpathSync } from "node:fs";
import { join } from "node:path";
import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { createProject } from "../project.ts";
import { Disk } from "../../src/disk/disk.ts";
import type { Context } from "../../src/frontend/ts-morph/context.ts";
import { openContext } from "../../src/frontend/ts-morph/open-context.ts";
import { readOptions } from "../../src/frontend/ts-morph/options.ts";
import { createProgram } from "../../src/frontend/ts-morph/program.ts";
import { createLeanProgram } from "../../src/frontend/ts-morph/lean/node-types.ts";

// As this repository has it, with what it needs beside it.
const NODE_TYPES = realpathSync(join(import.meta.dirname, "../../../../node_modules/@types/node"));
const TSCONFIG = JSON.stringify({
  compilerOptions: { target: "es2024", lib: ["es2024"], types: ["node"], module: "preserve", moduleResolution: "bundler", strict: true },
});
const PACKAGE = {
  "package.json": JSON.stringify({ name: "streams", version: "1.0.0", types: "index.d.ts" }),
  "index.d.ts":
    '/// <reference types="node" />\nimport type { Readable } from "node:stream";\nexport declare function read(from: Readable): Buffer;\n',
};

const project = (source: string): string =>
  createProject({ "a.ts": source, "tsconfig.json": TSCONFIG }, { links: { "@types/node": NODE_TYPES }, packages: { streams: PACKAGE } });

function open(root: string): { readonly lean: ts.Program; readonly whole: ts.Program; readonly file: string } {
  const disk = new Disk();
  const file = join(root, "a.ts");
  const options = readOptions(file, undefined, disk);
  return { lean: createLeanProgram([file], options, disk), whole: createProgram([file], options, disk), file };
}

/** Every type and every mistake in a file, in words. */
function told(program: ts.Program, name: string): readonly string[] {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(name);
  const lines: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpression(node) || ts.isTypeNode(node)) {
      const type = checker.getTypeAtLocation(node);
      const members = type
        .getProperties()
        .map((property) => `${property.name}: ${checker.typeToString(checker.getTypeOfSymbol(property))}`);
      lines.push(`${node.getText()} is ${checker.typeToString(type)} { ${members.join("; ")} }`);
    }
    ts.forEachChild(node, visit);
  };
  if (file !== undefined) visit(file);
  const mistakes = program.getSemanticDiagnostics(file).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  // Symbols have numbers, as they were made.
  return [...lines, ...mistakes].map((line) => line.replaceAll(/(?<=__@\w+)@\d+/gu, ""));
}

const parts = (program: ts.Program): number =>
  program.getSourceFiles().filter(({ fileName, text }) => fileName.includes("/@types/node/") && text !== "").length;

const SOURCES: Readonly<Record<string, string>> = {
  "nothing of Node": "export const a = [1, 2].map((n) => ({ n, s: `${n}`, d: new Date(n), e: new Error(String(n)).stack }));",
  "the console": 'console.log("a", console.table);\nexport {};',
  "the process": "export const a = [process.env.HOME, process.argv, process.memoryUsage(), process.hrtime.bigint()];",
  timers: "export const a = setTimeout(() => {}, 1);\nclearTimeout(a);\nexport const b: NodeJS.Timeout = setInterval(() => {}, 1);",
  "a file system":
    'import { readFile, stat } from "node:fs/promises";\nexport const a = Promise.all([readFile("a"), readFile("a", "utf8"), stat("a")]);',
  "a module by its old name":
    'import * as path from "path";\nimport { createHash } from "crypto";\nexport const a = [path.join("a"), createHash("md5").update("a").digest("hex")];',
  buffers: 'export const a = [Buffer.from("a").toString("base64"), new Uint8Array(1).buffer, Buffer.concat([])];',
  "the web":
    'export const a = async () => { const b = await fetch("a", { signal: AbortSignal.timeout(1) }); return [b.headers, await b.json(), new URL("a:b").host]; };',
  events:
    'import { EventEmitter } from "node:events";\nexport class A extends EventEmitter {}\nexport const b = new A().on("x", () => {});',
  "the module itself": "export const a = [import.meta.url, import.meta.dirname, import.meta.resolve];",
  "what is added to the language":
    "export const a = [Error.captureStackTrace, Symbol.dispose, Symbol.asyncDispose, Iterator.from([1]).map(String)];",
  "types alone":
    'export type A = import("node:http").IncomingMessage["headers"] | NodeJS.ProcessEnv | NodeJS.ReadableStream;\nexport declare const a: A;',
  "a require": 'import fs = require("fs");\nexport const a = fs.existsSync("a");',
  "a package that is made of it":
    'import { read } from "streams";\nexport const a = read;\nexport const b = (...c: Parameters<typeof read>) => c[0].pipe;',
  structures: "export const a = [structuredClone({ b: 1 }), performance.now(), queueMicrotask, globalThis.crypto.randomUUID()];",
};

test.each(Object.keys(SOURCES))("%s has the types that it has with all of @types/node", (name) => {
  const { lean, whole, file } = open(project(SOURCES[name] ?? ""));
  const [few, all] = [told(lean, file), told(whole, file)];
  expect(few.length).toBe(all.length);
  expect(few.filter((line, index) => line !== all[index]).map((line) => line.slice(0, 300))).toEqual([]);
  console.log(`${name}: ${parts(lean)} of ${parts(whole)} parts`);
});

test("what is not spoken of is left out", () => {
  const { lean } = open(project(SOURCES["nothing of Node"] ?? ""));
  expect(parts(lean)).toBeLessThan(10);
});

test("where a name is missing, all is looked through before it is said", () => {
  const root = project("export const a = Bufer;\n");
  const disk = new Disk();
  const file = join(root, "a.ts");
  const options = readOptions(file, undefined, disk);
  const opened: Context = openContext({ folder: root, entries: [file], options, disk, isWatched: false, before: undefined });
  const [error] = opened.program.getSemanticDiagnostics(opened.program.getSourceFile(file));
  expect(ts.flattenDiagnosticMessageText(error?.messageText ?? "", "\n")).toBe("Cannot find name 'Bufer'. Did you mean 'Buffer'?");
});
