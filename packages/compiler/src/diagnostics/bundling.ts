/** Texts about what a step carries: DW1010 and DW1012 to DW1016. */
import { defineDiagnostics } from "@dagwright/ir";

interface Bundled {
  /** The component whose bundle it is. */
  readonly component: string;
}

export const bundling = defineDiagnostics({
  DW1010: {
    severity: "error",
    message: (a: Bundled & { package: string; why: string; from: string | undefined }) =>
      `\`${a.component}\` needs the package \`${a.package}\`${a.from === undefined ? "" : `, imported by ${a.from}`}, which cannot go into a bundle: ${a.why}`,
    help: (a) => `put \`${a.package}\` into an image and call it from a \`container(…)\`, or use a package that is all JavaScript`,
  },
  DW1012: {
    severity: "error",
    message: (a: { name: string }) => `a component calls the pipeline \`${a.name}\`; a step cannot start a pipeline`,
    help: (a) => `call \`${a.name}\` in a pipeline's body`,
  },
  DW1013: {
    severity: "error",
    message: () => "`import()` of a computed name: what it loads cannot go into the step's bundle",
    help: () => 'write the name out: `await import("./module.ts")`',
  },
  DW1014: {
    severity: "error",
    message: (a: Bundled & { specifier: string; from: string | undefined }) =>
      `\`${a.component}\` needs \`${a.specifier}\`${a.from === undefined ? "" : `, imported by ${a.from}`}, which cannot be found`,
    help: (a) =>
      a.specifier.startsWith(".") ? `is \`${a.specifier}\` spelt as its file is?` : `install it: \`npm install ${packageOf(a.specifier)}\``,
  },
  DW1015: {
    severity: "error",
    message: (a: Bundled & { text: string; from: string | undefined }) =>
      `\`${a.component}\` cannot be bundled: ${a.text}${a.from === undefined ? "" : ` (${a.from})`}`,
    help: (a) => {
      const broken = /(?<name>(?:@[^@/\s`]+\/)?[^@/\s`]+)@\d[^/\s`]*\//u.exec(`${a.from ?? ""} ${a.text}`)?.groups?.["name"];
      return broken === undefined ? undefined : `take a version of it that is whole: \`npm install ${broken}@latest\``;
    },
  },
});

const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
