/** Texts about the project as a whole: DW0xxx. */
import { defineDiagnostics } from "@dagwright/ir";
import { code } from "./code.ts";

export const project = defineDiagnostics({
  DW0001: {
    severity: "error",
    message: (a: { files: readonly string[] }) => `no pipeline is declared in ${a.files.map(code).join(", ")}`,
    help: () => 'declare one at module level: `export default pipeline("name", async ({ … }: { … }) => { … })`',
  },
  DW0002: {
    severity: "error",
    message: (a: { text: string; code: number }) => `${a.text} (TS${a.code})`,
  },
  DW0004: {
    severity: "error",
    message: (a: { name: string; folders: readonly string[] }) =>
      `two copies of \`${a.name}\` are imported, and a step of one is none of the other: ${a.folders.join(" and ")}`,
    help: (a) => `let every package of the project depend on one version of \`${a.name}\`; \`npm ls ${a.name}\` shows who brings which`,
  },
  DW0005: {
    severity: "error",
    message: (a: { file: string; text: string; code: number }) => `${a.file}: ${a.text} (TS${a.code})`,
  },
  DW0006: {
    severity: "error",
    message: (a: { file: string }) => `there is no file ${code(a.file)}`,
    help: () => "name a TypeScript file that declares a pipeline",
  },
  DW0007: {
    severity: "error",
    message: (a: { name: string; wanted: string }) =>
      `the project's \`${a.name}\` does not bring \`${a.wanted}\`, the code that runs inside a step`,
    help: (a) => `install it anew: \`npm install ${a.name}@latest\``,
  },
});
