/** Texts about components as they are declared: DW1xxx. */
import { defineDiagnostics } from "@dagwright/ir";
import { code } from "./code.ts";

interface Typed {
  /** Where in the value, such as `input.rows[].at`. */
  readonly path: string;
  /** Ends a sentence about it. */
  readonly reason: string;
  /** Better than what is said to all. */
  readonly help?: string | undefined;
}

interface Option {
  readonly option: string;
}

/** One value of each option, to paste. */
const EXAMPLES: Readonly<Record<string, string>> = {
  image: 'image: "ghcr.io/acme/train@sha256:…"',
  cpu: 'cpu: "500m"',
  memory: 'memory: "2Gi"',
  gpu: "gpu: 1",
  retries: 'retries: { limit: 3, backoff: "30s", on: "any" }',
  timeout: 'timeout: "15m"',
  cache: "cache: false",
  env: 'env: { TOKEN: secret("registry", "token") }',
  labels: 'labels: { team: "search" }',
  displayName: 'displayName: "train the model"',
  action: 'action: "apply"',
};

/** What the graph can hold of an option; of all of them if none is named. */
function rule(option: string | undefined): string {
  switch (option) {
    case undefined:
      return "the options of a step have to be constants";
    case "manifest":
      return "a manifest holds constants, fields of the input and expressions over them";
    default:
      return `the option \`${option}\` has to be a constant`;
  }
}

export const declared = defineDiagnostics({
  DW1001: {
    severity: "error",
    message: (a: Typed) => `\`${a.path}\` ${a.reason}`,
    help: (a) => {
      if (a.help !== undefined) return a.help;
      const field = /(\w+)(?:\[\])*$/u.exec(a.path)?.[1] ?? "value";
      return `give it a type, such as \`${field === "output" ? "Promise<{ score: number }>" : `${field}: { threshold: number }`}\``;
    },
  },
  DW1002: {
    severity: "error",
    message: (a: Typed) => `\`${a.path}\` ${a.reason}`,
    help: (a) => a.help ?? "use plain data (objects, arrays, strings, numbers, booleans, null, Date) or an artifact",
  },
  DW1003: {
    severity: "error",
    message: (a: Typed) => `\`${a.path}\` ${a.reason}`,
    help: () => "pass the data it works on, and write the function inside the step",
  },
  DW1004: {
    severity: "error",
    message: (a: { name: string; surface: string }) => `the ${a.surface} \`${a.name}\` does not say what it takes and gives`,
    help: (a) =>
      a.surface === "importer"
        ? "name the type of artifact: `importer(Dataset)`"
        : "write its types out: `container<{ rows: Dataset }, { model: Model }>({ … })`",
  },
  DW1005: {
    severity: "error",
    message: (a: { surface: string; why: string }) => `\`${a.surface}(…)\` ${a.why}, so it declares nothing that a pipeline could call`,
    help: (a) => `declare it directly at module level: \`export const name = ${a.surface}(…)\``,
  },
  DW1007: {
    severity: "error",
    message: (a: { name: string; why: string }) => `\`${a.name}\` cannot be a component: ${a.why}`,
    help: () => "decorate a `static async` method that takes all it needs as its argument",
  },
  DW1008: {
    severity: "error",
    message: (a: { name: string; surface: string; other: string }) =>
      `the ${a.surface} \`${a.name}\` has the name of another one, in ${a.other}`,
    help: () => "give one of them another name; names are what runs and pipelines show",
  },
  DW1009: {
    severity: "error",
    message: (a: Typed) => `${code(a.path.replace(/(?<level>\.[^.]+)\k<level>{2,}/u, "$<level>.…"))} ${a.reason}`,
    help: () => "let each level have the type of the one before: `interface Node { value: number; next?: Node }`",
  },
  DW1011: {
    severity: "error",
    message: (a: { text: string; why: string }) => `${code(a.text)} cannot stand on a container's command line: ${a.why}`,
    help: () =>
      'use strings, `i.field`, `i.artifact.path`, `o.field.path`, template literals of them, and `...(i.field !== undefined ? ["--flag", i.field] : [])`',
  },
  DW1016: {
    severity: "error",
    message: (a: { name: string; what: string }) => `\`${a.name}\` takes ${a.what}; a step takes one plain object, or nothing`,
    help: () => "name the parts: `async ({ table, seed }: { table: string; seed: number }) => …`",
  },
  DW1017: {
    severity: "error",
    message: (a: { name: string; surface: string }) => `the ${a.surface} \`${a.name}\` has no function that could run`,
    help: (a) => `write it as the last argument: \`${a.surface}(…, async (input: { … }) => { … })\``,
  },
  DW1018: {
    severity: "error",
    message: (a: { surface: string }) => `\`export default ${a.surface}(…)\` gives the ${a.surface} no name`,
    help: (a) => `\`export const train = ${a.surface}(…)\``,
  },
  DW1019: {
    severity: "error",
    message: (a: { text: string; why: string; instead: string }) =>
      `the name of a pipeline is part of the graph, and ${code(a.text)} ${a.why}`,
    help: (a) => `write it as text: \`pipeline(${JSON.stringify(a.instead)}, …)\``,
  },
  DW1020: {
    severity: "error",
    message: (a: Option & { suggestion: string; known: readonly string[]; near: string | undefined }) =>
      `there is no option \`${a.option}\`${a.suggestion}`,
    help: (a) => (a.near === undefined ? `the options are ${a.known.map(code).join(", ")}` : `\`${EXAMPLES[a.near] ?? `${a.near}: …`}\``),
  },
  DW1021: {
    severity: "error",
    message: (a: { option: string | undefined; text: string; why: string }) => `${rule(a.option)}, and ${code(a.text)} ${a.why}`,
    help: (a) =>
      a.option === "manifest"
        ? `compute it in the pipeline, and give it to the resource as an input: \`resource({ value: … })\``
        : "write its value out, or name a module-level `const`",
  },
  DW1022: {
    severity: "error",
    message: (a: Option & { text: string; wanted: string }) => `the option \`${a.option}\` cannot be ${a.text}: it takes ${a.wanted}`,
    help: (a) => {
      const example = EXAMPLES[a.option.split(".")[0] ?? ""];
      return example === undefined ? undefined : `\`${example}\``;
    },
  },
  DW1023: {
    severity: "error",
    message: (a: { name: string; option: string }) => `the container \`${a.name}\` has no \`${a.option}\``,
    help: (a) => `add it: \`${EXAMPLES[a.option] ?? `${a.option}: …`}\``,
  },
  DW1024: {
    severity: "error",
    message: (a: { option: string }) => `the option \`${a.option}\` is not supported yet`,
    help: (a) => (a.option === "packages" ? "leave it out: what the component imports goes into its bundle" : undefined),
  },
  DW1025: {
    severity: "error",
    /** A whole sentence, as it begins with the tag. */
    message: (a: { reason: string; help: string | undefined }) => a.reason,
    help: (a) => a.help,
  },
});
