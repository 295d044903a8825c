/** Every text of this package: reading a document (DW40xx) and what `verify` proves (DW41xx and DW42xx). */
import { NAME } from "@dagwright/protocol";
import { code } from "./code.ts";
import { defineDiagnostics } from "./diagnostic.ts";

export const report = defineDiagnostics({
  // ---- reading ----
  DW4001: { severity: "error", message: (a: { reason: string }) => `this is not JSON: ${a.reason}` },
  DW4002: { severity: "error", message: (a: { path: string; problem: string }) => `${code(a.path)} ${a.problem}` },
  DW4003: {
    severity: "error",
    message: (a: { found: string | undefined; known: string }) =>
      a.found === undefined
        ? `the document does not say its \`irVersion\`, and this tool reads ${a.known}`
        : `the document has the version ${a.found}, and this tool reads ${a.known}`,
    help: (a) =>
      a.found?.startsWith(`"${NAME}/`) === true
        ? "use a newer version of the tool"
        : `give it a file that \`${NAME} compile --target ir\` has written, \`<name>.pipeline.json\``,
  },
  DW4004: { severity: "error", message: (a: { path: string }) => `${code(a.path)} stands twice in the same object` },
  DW4005: { severity: "error", message: (a: { limit: number }) => `the document is nested more than ${a.limit} levels deep` },
  DW4006: {
    severity: "error",
    message: (a: { path: string }) => `${code(a.path)} holds half of a surrogate pair, which is not valid Unicode text`,
  },

  // ---- names ----
  DW4101: {
    severity: "error",
    message: (a: { id: string }) => `two things of one pipeline are called ${code(a.id)}`,
    help: () => "give one of them another id",
  },
  DW4102: {
    severity: "error",
    message: (a: { id: string }) =>
      `${code(a.id)} stands for the pipeline's own ${a.id === "run" ? "run" : "inputs"}, so nothing else can be called that`,
  },
  DW4103: {
    severity: "error",
    message: (a: { what: string; name: string; rule: string }) => `${code(a.name)} cannot be the name of ${a.what}: ${a.rule}`,
  },

  // ---- references ----
  DW4111: { severity: "error", message: (a: { id: string; hint: string }) => `nothing is called ${code(a.id)}${a.hint}` },
  DW4112: {
    severity: "error",
    message: (a: { id: string; where: string }) => `${code(a.id)} cannot be read here: it is inside ${a.where}`,
    help: (a) => `name it in the \`results\` of ${a.where}, and read that`,
  },
  DW4113: {
    severity: "error",
    message: (a: { id: string }) => `${code(a.id)} may not have succeeded when this is read: it is part of the body that was tried`,
    help: (a) => `read it as \`{ "kind": "whenSucceeded", "node": "${a.id}", "value": …, "otherwise": … }\``,
  },
  DW4114: {
    severity: "error",
    message: (a: { node: string; id: string; hint: string }) =>
      `${code(a.node)} is ordered after ${code(a.id)}, which is not a node beside it${a.hint}`,
  },
  DW4115: {
    severity: "error",
    message: (a: { what: string; name: string; hint: string }) => `there is no ${a.what} ${code(a.name)}${a.hint}`,
  },
  DW4116: {
    severity: "error",
    message: (a: { what: string; digest: string }) => `the bundle ${code(a.digest.slice(0, 12))} of ${a.what} is not there`,
  },
  DW4117: { severity: "error", message: (a: { name: string }) => `the type ${code(a.name)} is a name for nothing but itself` },
  DW4118: { severity: "error", message: (a: { where: string; problem: string }) => `a type of ${a.where} ${a.problem}` },

  // ---- fields and types ----
  DW4121: {
    severity: "error",
    message: (a: { owner: string; name: string; hint: string }) => `${code(a.owner)} has no input ${code(a.name)}${a.hint}`,
  },
  DW4122: {
    severity: "error",
    message: (a: { owner: string; name: string; type: string }) =>
      `the input ${code(a.name)} of ${code(a.owner)} is missing: it is ${code(a.type)}`,
  },
  DW4123: {
    severity: "error",
    message: (a: { read: string; key: string; type: string; hint: string }) =>
      `${code(a.read)} has no ${code(a.key)}: it is ${code(a.type)}${a.hint}`,
  },
  DW4131: {
    severity: "error",
    message: (a: { place: string; found: string; wanted: string }) => `${a.place} is ${code(a.found)}, not ${code(a.wanted)}`,
  },
  DW4132: {
    severity: "error",
    message: (a: { place: string; operator: string; found: string; wanted: string }) =>
      `${code(a.operator)} in ${a.place} takes ${a.wanted}, not ${a.found}`,
  },
  DW4133: {
    severity: "error",
    message: (a: { name: string; problem: string }) => `the default of the input ${code(a.name)} does not fit: it ${a.problem}`,
  },
  DW4134: {
    severity: "error",
    message: (a: { place: string; problem: string }) => `${a.place} ${a.problem}`,
  },
  DW4141: {
    severity: "error",
    message: (a: { place: string; wanted: string }) => `${a.place} may be absent, but ${code(a.wanted)} is required`,
  },
  DW4142: {
    severity: "error",
    message: (a: { place: string; operator: string }) => `an operand of ${code(a.operator)} in ${a.place} may be absent`,
  },
  DW4143: {
    severity: "error",
    message: (a: { read: string; key: string; what: string }) => `${code(a.read)} may be ${a.what} where its ${code(a.key)} is read`,
  },

  // ---- structure ----
  DW4151: {
    severity: "error",
    message: (a: { cycle: readonly string[] }) =>
      a.cycle.length < 3 ? `${code(a.cycle[0] ?? "")} waits for itself` : `these wait for each other: ${a.cycle.map(code).join(" → ")}`,
  },
  DW4152: {
    severity: "error",
    message: (a: { cycle: readonly string[] }) => `a pipeline cannot call itself: ${a.cycle.map(code).join(" → ")}`,
    help: () => "use a loop with a limit",
  },
  DW4161: {
    severity: "error",
    message: (a: { owner: string; name: string; edge: string }) =>
      `${code(a.owner)} takes its ${code(a.name)} from ${a.edge}, whose results do not hold it`,
    help: (a) => `add ${code(a.name)} to the \`results\` of ${a.edge}`,
  },
  DW4171: {
    severity: "error",
    message: (a: { id: string; max: number; limit: number }) => `the loop ${code(a.id)} may make ${a.max} turns; the limit is ${a.limit}`,
  },
  DW4172: {
    severity: "error",
    message: (a: { id: string }) =>
      `the condition of the loop ${code(a.id)} reads nothing that changes from turn to turn, so it could never end`,
    help: (a) => `read a carried value of ${code(a.id)} in it`,
  },
  DW4181: { severity: "error", message: (a: { component: string; problem: string }) => `the command of ${code(a.component)} ${a.problem}` },
  DW4182: { severity: "error", message: (a: { component: string; problem: string }) => `${code(a.component)} ${a.problem}` },
  DW4191: {
    severity: "error",
    message: (a: { id: string }) => `${code(a.id)} gives its failures as values, so a failure cannot stop it`,
    help: () => '`"onFailure": "settle"`',
  },
});
