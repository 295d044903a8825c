/** Texts about pipeline bodies: DW2xxx errors, DW3xxx hints. The cause is told in words of the graph; the help can be pasted. */
import { defineDiagnostics, type Diagnostic } from "@dagwright/ir";
import { code } from "./code.ts";

export type BodyReport = (diagnostic: Diagnostic) => void;

interface Text {
  /** The user's expression. */
  readonly text: string;
}

const insteadOf: readonly (readonly [words: string, help: string])[] = [
  ["for…in", "`for (const key of Object.keys(value)) { … }`"],
  ["for await", "`for (const item of …) { … }`, with `await` inside where it is needed"],
  ["without `const`", "`for (const item of …) { … }`"],
  ["labelled", "leave the loop with `break`, or move it into a component"],
  ["debugger", "set a breakpoint inside a component"],
  ["class", "move it to module level"],
];

export const body = defineDiagnostics({
  // constants
  DW2001: {
    severity: "error",
    message: (a: Text & { what: string; help?: string }) =>
      `${a.what} is part of the graph itself, and ${code(a.text)} is only known while the pipeline runs`,
    help: (a) => a.help ?? `write a constant in place of ${code(a.text)}`,
  },
  DW2002: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} is a module variable that may change; the graph can only hold constants`,
    help: (a) => `declare it with \`const\`, or make ${code(a.text)} an input of the pipeline`,
  },
  DW2003: {
    severity: "error",
    message: (a: Text & { cause: string }) => `${code(a.text)} cannot be folded into the graph: ${a.cause}`,
    help: (a) => `give ${code(a.text)} a literal value, or make it an input of the pipeline`,
  },
  DW2004: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} would be read on the machine that compiles, not where the pipeline runs`,
    help: () => "make it an input of the pipeline, or read it inside a component: `component({ env: { NAME: … } }, …)`",
  },

  // expressions
  DW2100: {
    severity: "error",
    message: (a: Text & { words: string }) => `${a.words} has no place in a graph: ${code(a.text)}`,
    help: () => "move it into a component and call that",
  },
  DW2102: {
    severity: "error",
    message: (a: Text) => `\`...${a.text}\` takes the rest of a value that does not survive JSON, so no step could be given it`,
    help: (a) => `make it a list or a plain object first: \`const list = [...value]\`, then \`...${a.text}\` of that`,
  },
  DW2103: {
    severity: "error",
    message: (a: Text) => `${code(`...${a.text}`)} spreads a list whose length is only known while the pipeline runs`,
    help: (a) => `pass the list itself: ${code(a.text)}`,
  },
  DW2104: {
    severity: "error",
    message: (a: Text) => `an object that crosses a step boundary holds data only, and ${code(a.text)} is a method or accessor`,
    help: () => "write a plain property",
  },
  DW2105: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} is no variable of this pipeline; a graph has nothing else to assign to`,
    help: () => "declare a `let` in the body and assign to that",
  },
  DW2106: {
    severity: "error",
    message: (a: Text & { op: string; left: string; right: string }) =>
      `${code(a.text)} compares after converting types, which a graph does not do`,
    help: (a) => `\`${a.left} ${a.op}= ${a.right}\``,
  },
  DW2108: {
    severity: "error",
    message: (a: Text) =>
      `the body of a fan-out is read while compiling, and ${code(a.text)} is no function that is written in this project`,
    help: (a) => `write it out: \`(item) => ${/^[\w.]+$/u.test(a.text) ? `${a.text}(item)` : "…"}\``,
  },
  DW2109: {
    severity: "error",
    message: (a: Text & { help: string; why?: string }) =>
      `${code(a.text)} changes a value in place; ${a.why ?? "outputs of steps are frozen, and others may read the same one"}`,
    help: (a) => a.help,
  },
  DW2110: {
    severity: "error",
    message: (a: Text & { property: string }) => `${code(a.text)} needs the artifact's file, which exists only inside a step`,
    help: (a) => `read \`.${a.property}\` in a component, or put what the pipeline needs into \`.metadata\``,
  },
  DW2111: {
    severity: "error",
    message: (a: Text & { reason: string; help?: string | undefined }) =>
      `what is handed on between steps crosses as JSON, and ${code(a.text)} ${a.reason}`,
    help: (a) => a.help ?? "turn it into a plain object, an array or a primitive first",
  },
  DW2112: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} is used, but a pipeline has no object that it belongs to`,
    help: () => "use the parameters and variables of the pipeline",
  },
  DW2113: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} uses a caught error as a whole; a step's failure is known by its fields`,
    help: (a) => `\`(${a.text} as StepError).message\`, or \`.kind\`, \`.step\`, \`.attempt\`, \`.exitCode\``,
  },
  DW2114: {
    severity: "error",
    message: (a: Text & { method: string }) => `${code(a.text)} starts a step inside \`.${a.method}(…)\`, where no step can be waited for`,
    help: (a) =>
      a.method === "map" || a.method === "forEach"
        ? "`await Promise.all(items.map(async (item) => …))`"
        : `run the steps first: \`const checked = await Promise.all(items.map(async (item) => …))\`, then \`.${a.method}(…)\``,
  },
  DW2115: {
    severity: "error",
    message: (a: Text) =>
      `${code(a.text)} is assigned by one of several branches that run side by side, so its value would depend on which ends last`,
    help: () => "return the value from the function, and read it from the result of `Promise.all`",
  },
  DW2116: {
    severity: "error",
    message: (a: Text & { why: string }) => `what ${code(a.text)} holds here is not known after a failure: ${a.why}`,
    help: (a) => `assign \`${a.text}\` directly in the \`try\` block, right after the step that makes it`,
  },
  DW2117: {
    severity: "error",
    message: (a: Text & { reason: string; collection?: "Map" | "Set" }) =>
      a.collection === undefined
        ? `${code(a.text)} is assigned on several paths, so it needs a type that can be written down: ${a.reason}`
        : `${code(a.text)} is filled in one turn of a loop over steps and read in the next, so it has to be handed on, and it ${a.reason}`,
    help: (a) =>
      a.collection === "Set"
        ? `\`const ${a.text}: string[] = []\`, \`${a.text}.push(…)\`, \`${a.text}.includes(…)\``
        : a.collection === "Map"
          ? `\`const ${a.text}: Record<string, number> = {}\`, \`${a.text}[key] = …\``
          : `give it a type: \`let ${a.text}: string\``,
  },
  DW2118: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} is a function, and steps exchange data`,
    help: () => "call it, or pass the data it works on",
  },
  DW2119: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} is no duration`,
    help: () => "a number and a unit: `90s`, `15m`, `12h`, `2d`, `1w`",
  },

  DW2120: {
    severity: "error",
    message: (a: { finding: string }) =>
      `${a.finding}, as far as the graph can tell; \`!\` and \`as\` are only told to TypeScript and prove nothing about a step's output`,
    help: () => "check it first: `if (value === undefined) throw new Error(…)`, or give it a fallback: `value ?? …`",
  },
  DW2121: {
    severity: "error",
    message: (a: { finding: string }) => a.finding,
    help: () => "change the value, or the limit in the doc comment of its type (`@minimum`, `@pattern`, …)",
  },
  DW2122: {
    severity: "error",
    message: (a: Text & { error: string; name: string }) =>
      `${code(a.text)} asks for the class of an error, which stays in the process that threw it: what arrives here is a \`StepError\`, or an error of the pipeline that is known by its message, and no \`${a.name}\``,
    help: (a) =>
      `\`${a.error} instanceof StepError && ${a.error}.kind === "thrown"\`, or look at \`${a.error}.message\`; or let the step return what went wrong instead of throwing it`,
  },

  // promises
  DW2201: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} is used before it is awaited: a step's output is there once the step has ended`,
    help: (a) => `\`await ${a.text}\``,
  },
  DW2202: {
    severity: "error",
    message: (a: Text & { help: string }) => `${code(a.text)} is started but never awaited, so its failure would be lost`,
    help: (a) => `\`await ${a.help}\``,
  },
  DW2203: {
    severity: "error",
    message: (a: Text & { name: string }) =>
      `${code(a.text)}: which step ends first is not the same in every run, so \`Promise.${a.name}\` has no graph`,
    help: () => "`await Promise.all([…])` and choose among the results",
  },
  DW2204: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} is not a list of started steps`,
    help: () => "`await Promise.all([stepA({ … }), stepB({ … })])`, or `await Promise.all(items.map((item) => step({ item })))`",
  },
  DW2205: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} was started in another block than it is awaited in, so it would not be waited for on every path`,
    help: (a) => `await ${code(a.text)} in the block that starts it`,
  },
  DW2206: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} is still running where this path ends, and nothing waits for it`,
    help: (a) => `\`await ${a.text}\` before the branch`,
  },
  DW2207: {
    severity: "error",
    message: (a: Text & { name: string }) => `${code(a.text)} hangs a callback on a step, and a graph has no place for it`,
    help: (a) => (a.name === "then" ? "`const result = await …`, then go on" : `\`try { await … } ${a.name} { … }\``),
  },
  DW2208: {
    severity: "error",
    message: (a: Text) =>
      `${code(a.text)} would run beside what is awaited before it, and only a direct step call may: its failure could come before anybody waits for it`,
    help: () => "await it before anything else, or together with the rest: `await Promise.all([…])`",
  },
  DW2209: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} leaves the \`try\` before the step has ended, so its failure would pass by \`catch\``,
    help: (a) => `\`return await ${a.text}\``,
  },
  DW2210: {
    severity: "error",
    message: (a: Text) =>
      `the parts of ${code(a.text)} were started at different places, so they cannot begin as one member of \`Promise.allSettled\``,
    help: () => "give it each promise by itself: `await Promise.allSettled([first, second])`",
  },
  DW2211: {
    severity: "error",
    message: (a: Text) =>
      `${code(a.text)} was handed to \`Promise.allSettled\`, which made a value of its failure; it cannot be awaited again`,
    help: () => 'read its result: `if (result.status === "rejected") throw result.reason`',
  },

  DW2212: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} is a promise of one step or another, and a graph waits for each of them where it is chosen`,
    help: (a) => `\`await (${a.text})\``,
  },
  DW2213: {
    severity: "error",
    message: (a: Text & { cause: string }) => `${code(a.text)} runs in the graph where it is awaited, and ${a.cause}`,
    help: (a) => `await it where it is called: \`await ${a.text}\``,
  },
  DW2214: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} was awaited in a \`try\`, which answers its failure; it cannot be awaited again outside of it`,
    help: () => "await it once, and keep what is needed later: `let result; try { result = await running; } catch { … }`",
  },

  // calls
  DW2300: {
    severity: "error",
    message: (a: Text & { name: string; package?: string }) =>
      a.package === undefined
        ? `${code(a.text)} waits for something, and \`${a.name}\` is no step: nothing in a graph would run it`
        : `${code(a.text)} waits for something, and \`${a.name}\` is no step of this project: the package \`${a.package}\` brings it built, and a step is read from its source`,
    help: (a) => {
      const name = a.name.split(".").at(-1) ?? "step";
      if (a.package === undefined) return `make it one: \`const ${name} = component({}, async (input) => …)\``;
      const own = `run${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      return `call it in a step of your own: \`const ${own} = component({}, async (input: { … }) => await ${a.name}(…))\`; or link the sources of \`${a.package}\` as a package of the workspace`;
    },
  },
  DW2301: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} would give a different value in every place this pipeline is compiled or replayed`,
    help: (a) =>
      /date/iu.test(a.text)
        ? "use `run.startedAt`, or call it inside a component and return the value"
        : "call it inside a component and return the value, or make it an input of the pipeline",
  },
  DW2302: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} reaches outside the pipeline, and a graph has nowhere to run it`,
    help: () => "do it inside a component: `component({}, async (input) => …)`",
  },
  DW2303: {
    severity: "error",
    message: (a: Text & { what: "language" | "time zone"; help: string }) =>
      `${code(a.text)} depends on the ${a.what} of the machine it runs on`,
    help: (a) => a.help,
  },
  DW2304: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} makes a file, which only a step can do`,
    help: () => "return the artifact from a component",
  },
  DW2305: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} calls something that is only known while the pipeline runs`,
    help: () => "call a component, a pipeline, or a function of this project by its name",
  },
  DW2306: {
    severity: "error",
    message: (a: Text & { name: string }) =>
      `\`${a.name}\` declares something, so it stands at module level; inside a pipeline ${code(a.text)} would declare it anew in every run`,
    help: (a) => `move it up: \`const step = ${a.name}(…)\` beside the pipeline`,
  },
  DW2307: {
    severity: "error",
    message: (a: Text) =>
      `each field that a step is given is an edge of the graph, and ${code(a.text)} is not one object whose fields are known while compiling`,
    help: () => "write the fields out: `step({ field: value })`",
  },
  DW2308: {
    severity: "error",
    message: (a: Text & { help: string }) =>
      `${code(a.text)} chooses a step by a value that is only known while the pipeline runs, and a graph names the step of each node`,
    help: (a) => a.help,
  },

  // statements
  DW2400: {
    severity: "error",
    message: (a: { words: string }) => `${a.words} has no place in a pipeline`,
    help: (a) =>
      insteadOf.find(([words]) => a.words.includes(words))?.[1] ?? "move it into a component, or into a helper function at module level",
  },
  DW2401: {
    severity: "error",
    message: (a: Text) => `\`${a.text}\` in \`finally\` would swallow the failure it follows`,
    help: (a) => `${a.text} after the \`try\` statement`,
  },
  DW2402: {
    severity: "error",
    message: (a: Text) =>
      `${code(a.text)} is changed out of sight of the loop that would have to carry it from turn to turn: by a function that is called there`,
    help: (a) => `let the function return the value: \`${a.text} = await …\``,
  },
  DW2403: {
    severity: "error",
    message: () => "nothing in this loop says how often it can turn at most, and a graph has to have an end",
    help: (a: { ends: string | undefined; when: "before" | "after" }) => {
      const leave = a.ends === undefined ? "" : `if (${a.ends}) break;`;
      const inside = a.when === "before" ? [leave, "…"] : ["…", leave];
      return `\`for (const turn of loop({ max: 100 })) { ${inside.filter((part) => part !== "").join(" ")} }\`, with \`loop\` from "dagwright"`;
    },
  },
  DW2404: {
    severity: "error",
    message: (a: { what: "pipeline" | "function"; path: string }) =>
      `a ${a.what} that calls itself has no end that is known while compiling: ${a.path}`,
    help: () => "repeat with a list: `for (const item of items) await step({ item })`",
  },
  DW2405: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} throws something else than a new error, which no step boundary could carry`,
    help: () => '`throw new Error("what went wrong")`',
  },
  DW2406: {
    severity: "error",
    message: (a: Text) => `${code(a.text)} asks whether two objects are the same one, which no step boundary keeps`,
    help: () => "switch on a field that is a string, a number or a boolean: `switch (value.kind) { … }`",
  },
  DW2412: {
    severity: "error",
    message: (a: Text) =>
      `this loop goes on until something leaves it, and nothing does: it could only fail at the limit of ${code(a.text)}`,
    help: () => "`if (…) break;`, or count: `for (let i = 0; i < 10; i++) { … }`",
  },
  DW2413: {
    severity: "error",
    message: (a: Text & { most: number }) => `${code(a.text)} is no number of turns: a loop has from 1 to ${a.most}`,
    help: (a) => `\`loop({ max: ${Math.min(100, a.most)} })\``,
  },
  DW2409: {
    severity: "error",
    message: (a: { count: number }) => `this loop unrolls to ${a.count} copies of its body, more than a graph should hold`,
    help: () => "make the list an input of the pipeline, so that it becomes one fan-out",
  },

  // the pipeline itself
  DW2503: {
    severity: "error",
    message: (a: { name: string; hint: string }) => `no pipeline is called \`${a.name}\`${a.hint}`,
  },

  DW2900: {
    severity: "error",
    message: (a: { finding: string }) => `the compiler made a graph that is not sound; this is a bug of the compiler: ${a.finding}`,
    help: () => "report it with the pipeline's source",
  },

  // hints
  DW3001: {
    severity: "hint",
    message: (a: { first: string; second: string }) => `\`${a.second}\` does not use the result of \`${a.first}\`, yet runs after it`,
    help: (a) =>
      `\`await Promise.all([${a.first}(…), ${a.second}(…)])\` overlaps them; \`pipeline(name, { order: "dataflow" }, …)\` does it everywhere`,
  },
  DW3002: {
    severity: "hint",
    message: (a: Text & { step: string }) => `${code(a.text)} holds what \`${a.step}\` gives, and nothing in the graph reads it`,
    help: (a) => `\`await ${a.step}({ … })\` without the variable, or leave the step out`,
  },
  DW3003: {
    severity: "hint",
    message: (a: Text) => `${code(a.text)} is dropped: a graph has no console`,
    help: () => "log inside a component: `step.log.info(…)`",
  },
  DW3004: {
    severity: "hint",
    message: (a: { count: number }) => `this step stands ${a.count} times in the graph: a loop over constants makes a copy for each turn`,
    help: () =>
      "make the list an input of the pipeline, or the output of a step: `await Promise.all(items.map((item) => step({ item })))` is then one fan-out",
  },
  DW3005: {
    severity: "hint",
    message: (a: Text & { writer: string; reader: string; isBody: boolean }) =>
      `${code(a.text)} is changed by ${a.writer} and read by ${a.reader}, which never sees the change: ${
        a.isBody ? "a step runs in a process of its own, and the graph is made before any does" : "each step runs in a process of its own"
      }`,
    help: (a) =>
      a.isBody
        ? `return the value from ${a.writer}, and read it from its result: \`const { ${a.text} } = await …\``
        : `return the value from ${a.writer}, and hand it to ${a.reader} as an input; what nobody changes can be a \`const\``,
  },
  DW3006: {
    severity: "hint",
    message: (a: { name: string; meant: string }) => `\`@${a.name}\` limits nothing: there is no such limit`,
    help: (a) => `\`@${a.meant}\``,
  },
});

/** The place and text of an expression, for a message about it. */
export const textOf = (expression: { readonly text: string }): string => expression.text;
