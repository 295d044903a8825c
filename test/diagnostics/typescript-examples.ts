/** Examples in TypeScript, all in one program. They leave their imports out; what they name is imported at their end, so that no line moves. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile, openFrontend, type Compiled, type Frontend } from "@dagwright/compiler";
import { root } from "../support/command.ts";

export interface TypeScriptExamples {
  compile(name: string): Promise<Compiled>;
  cleanUp(): void;
}

const TSCONFIG = {
  compilerOptions: {
    target: "es2024",
    lib: ["es2024"],
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    module: "preserve",
    moduleResolution: "bundler",
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    customConditions: ["dagwright-source"],
    paths: { dagwright: [join(root, "packages/dagwright/src/index.ts")] },
  },
};

/** `steps` is the module that examples take their components from. */
export function openExamples(examples: ReadonlyMap<string, string>, steps: string): TypeScriptExamples {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dagwright-pages-")));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write("package.json", JSON.stringify({ name: "pages", type: "module" }));
  write("tsconfig.json", JSON.stringify(TSCONFIG));
  write("steps.ts", steps);
  for (const [name, text] of examples) write(`${name}.ts`, `${text}${importsOf(text, steps)}`);
  const shared = openFrontend({ entries: [...examples.keys()].map((name) => join(folder, `${name}.ts`)), root: folder });
  const typeErrors = shared.typeErrors();

  const partOf = (name: string): Frontend => {
    const isSeen = (file: string | undefined): boolean => file === `${name}.ts` || file === "steps.ts";
    return {
      ...shared,
      entries: [`${name}.ts`],
      problems: () => [],
      typeErrors: () => typeErrors.filter((error) => isSeen(error.span?.file)),
      declarations: () => shared.declarations().filter(({ file }) => isSeen(file)),
      misplacedDeclarations: () => shared.misplacedDeclarations().filter(({ span }) => isSeen(span.file)),
    };
  };
  return {
    compile: (name) => compile({ entries: [], frontend: partOf(name), readWrapper: () => ({ diagnostics: [] }) }),
    cleanUp: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const SURFACE =
  "approval artifactType component container Dataset importer kubernetesResource loop Metrics Model parallelMap pipeline run secret step StepError withOptions";

function importsOf(text: string, steps: string): string {
  const exported = [...steps.matchAll(/^export const (?<name>\w+)/gmu)].flatMap(({ groups }) => groups?.["name"] ?? []);
  const used = (name: string): boolean =>
    new RegExp(String.raw`(?<![.\w"'/])${name}\b(?!["'/]|\??: )`, "u").test(text) &&
    !new RegExp(String.raw`\b(?:const|let|class|function|async) ${name}\b|import .*\b${name}\b`, "u").test(text);
  const from = (names: readonly string[], module: string): string => {
    const needed = names.filter(used);
    return needed.length === 0 ? "" : `import { ${needed.join(", ")} } from "${module}";\n`;
  };
  // Without one, a file is no module.
  return `${from(SURFACE.split(" "), "dagwright")}${from(exported, "./steps.ts")}export {};\n`;
}
