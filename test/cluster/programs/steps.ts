/** Components of the contract's fixtures, and short ways to call them. */
import type { Component, TaskNode } from "@dagwright/ir";
import {
  arrayOf,
  artifact,
  BOOLEAN,
  component,
  literal,
  NUMBER,
  objectOf,
  optional,
  recordOf,
  ref,
  STRING,
  task,
} from "@dagwright/ir/testing";
import type { Type, Value } from "@dagwright/protocol";

/**
 * A bundle with one export, `run`, that says on stdout what it was called with. The attempt comes from the surface's runtime, as user
 * code would ask for it.
 */
const source = (name: string, body: string): string => `const runtime = () => globalThis[Symbol.for('dagwright.runtime')];
const record = (name, args) => console.log(\`CALL \${JSON.stringify({ name, args, attempt: runtime().step.attempt })}\`);
export const run = async (input) => { record('${name}', input); ${body} };
`;
const ECHO = source(
  "echo",
  "if (input.sleep) await new Promise((done) => setTimeout(done, input.sleep)); if (input.fail) throw new Error(input.fail); return { value: input.value, ...(input.times === undefined ? {} : { times: input.times + 1, more: input.times + 1 < 12 }) };",
);
const FLAKY = source(
  "flaky",
  "const { attempt } = runtime().step; if (attempt < 3) throw new Error('not yet'); return { value: input.value, attempt };",
);
const MAKE = source(
  "make",
  "return { data: runtime().Dataset.fromText(`bytes of ${input.name}`, { metadata: { name: input.name } }), name: input.name };",
);
const READ = "export const run = async ({ data }) => ({ text: await data.text(), name: data.metadata.name });\n";
const GATHER = "export const run = async ({ all }) => ({ texts: await Promise.all(all.map((one) => one.data.text())) });\n";
const SUMMARY =
  "export const run = async ({ results }) => ({ value: results.map(({ status, reason }) => [status, reason?.kind, reason?.message].join(' ')) });\n";
export const STEP_SOURCES: readonly string[] = [ECHO, FLAKY, MAKE, READ, GATHER, SUMMARY];

export const PERSON = objectOf({ name: STRING, age: NUMBER });
export const FAULT = objectOf({ step: STRING, kind: STRING, attempt: NUMBER, message: STRING });

const RUN = { export: "run" } as const;
/** What `echo` is, by the type of its value. */
const echoOf = (type: Type): Component =>
  component(
    { value: optional(type), fail: optional(STRING), sleep: optional(NUMBER) },
    objectOf({ value: type }),
    {},
    { ...RUN, source: ECHO },
  );

export const COMPONENTS: Readonly<Record<string, Component>> = {
  echo: echoOf(NUMBER),
  say: echoOf(STRING),
  list: echoOf(arrayOf(NUMBER)),
  people: echoOf(arrayOf(PERSON)),
  person: echoOf(PERSON),
  note: component({ value: optional(STRING) }, undefined, {}, { ...RUN, source: ECHO }),
  fault: component({ value: optional(FAULT) }, objectOf({ value: FAULT }), {}, { ...RUN, source: ECHO }),
  count: component({ times: NUMBER, fail: optional(STRING) }, objectOf({ times: NUMBER, more: BOOLEAN }), {}, { ...RUN, source: ECHO }),
  flaky: component(
    { value: STRING },
    objectOf({ value: STRING, attempt: NUMBER }),
    { retries: { limit: 3, on: "failure" } },
    { ...RUN, source: FLAKY },
  ),
  make: component({ name: STRING }, objectOf({ data: artifact("Dataset"), name: STRING }), {}, { ...RUN, source: MAKE }),
  read: component({ data: artifact("Dataset") }, objectOf({ text: STRING, name: STRING }), {}, { ...RUN, source: READ }),
  gather: component(
    { all: arrayOf(objectOf({ data: artifact("Dataset") })) },
    objectOf({ texts: arrayOf(STRING) }),
    {},
    { ...RUN, source: GATHER },
  ),
  summary: component(
    { results: arrayOf(objectOf({ status: STRING, reason: optional(objectOf({ kind: STRING, message: STRING })) })) },
    objectOf({ value: arrayOf(STRING) }),
    {},
    { ...RUN, source: SUMMARY },
  ),
};

type Given = Value | string | number | boolean;
const valueOf = (given: Given): Value => (typeof given === "object" ? given : literal(given));

/** A task with one argument called `value`, and how it shall fail or how long it shall take. */
const stepOf =
  (name: string) =>
  (id: string, value: Given, more: { readonly fail?: Given; readonly sleep?: Given } = {}, order: readonly string[] = []): TaskNode =>
    task(id, name, Object.fromEntries(Object.entries({ value, ...more }).map(([field, given]) => [field, valueOf(given)])), { order });

export const say = stepOf("say");
export const echo = stepOf("echo");
export const note = stepOf("note");
export const list = stepOf("list");
export const make = (id: string, name: Given): TaskNode => task(id, "make", { name: valueOf(name) });

/** Reports a caught error as the value that the pipeline yields. */
export const reportFault = (id: string, error: string): TaskNode =>
  task(id, "fault", {
    value: recordOf({ step: ref(error, "step"), kind: ref(error, "kind"), attempt: ref(error, "attempt"), message: ref(error, "message") }),
  });
