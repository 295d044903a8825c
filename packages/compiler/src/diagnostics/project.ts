/** Texts about the project as a whole: DW0xxx. */
import { defineDiagnostics } from "@dagwright/ir";

export const project = defineDiagnostics({
  DW0001: {
    severity: "error",
    message: (a: { files: readonly string[] }) => `no pipeline is declared in ${a.files.join(", ")}`,
    help: () => 'declare one at module level: `export default pipeline("name", async ({ … }: { … }) => { … })`',
  },
  DW0002: {
    severity: "error",
    message: (a: { text: string; code: number }) => `${a.text} (TS${a.code})`,
  },
  DW0004: {
    severity: "error",
    message: (a: { name: string; folders: readonly string[] }) => `two copies of \`${a.name}\` are imported: ${a.folders.join(" and ")}`,
    help: (a) => `let every package of the project depend on one version of \`${a.name}\`; \`npm ls ${a.name}\` shows who brings which`,
  },
  DW0005: {
    severity: "error",
    message: (a: { file: string; text: string; code: number }) => `${a.file}: ${a.text} (TS${a.code})`,
  },
  DW0006: {
    severity: "error",
    message: (a: { file: string }) => `there is no file ${a.file}`,
    help: () => "name a TypeScript file that declares a pipeline",
  },
  DW0007: {
    severity: "error",
    message: (a: { name: string; wanted: string }) => `\`${a.wanted}\` cannot be found from this project`,
    help: (a) => `install it: \`npm install ${a.name}\``,
  },
});
