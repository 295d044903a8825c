/** Steps that are chosen, or given options, while compiling: what is called is an entry of a table of the module, or another step of it. */
import { argsOfAdd } from "./calls.ts";
import { sumsOf } from "./lists.ts";
import { parallelScope } from "./scope.ts";
import { failingMore, type StatementKind } from "./writer.ts";

/** What the generated module declares for them. */
export const TABLE = [
  "const RETRIES = 1;",
  'const CHOICE = "patient";',
  "const STEPS = { plain: add, patient: withOptions(add, { retries: RETRIES }) };",
];

export const CHOSEN: readonly StatementKind[] = [
  {
    name: "chosen step",
    weight: 8,
    write: (writer, scope) => {
      const chosen = writer.choices.pick([
        "LEVELS.low > 5 ? STEPS.plain : STEPS.patient",
        "LEVELS.low < 5 ? STEPS.plain : STEPS.patient",
        "STEPS[CHOICE]",
        "([STEPS.plain, STEPS.patient] as const)[SEEDS.length === 2 ? 1 : 0]",
      ]);
      const [step, args, name] = [writer.name("step"), argsOfAdd(failingMore(writer), scope), writer.name("n")];
      scope.numbers.push(name);
      return [`const ${step} = ${chosen};`, `const { sum: ${name} } = await ${step}(${args});`];
    },
  },
  {
    name: "with options",
    weight: 8,
    write: (writer, scope) => {
      const step = writer.choices.pick([
        "withOptions(add, { retries: 1 })",
        "withOptions(add, { retries: RETRIES + 1 })",
        "withOptions(STEPS.patient, { retries: 0 })",
        "STEPS.patient",
      ]);
      const [args, name] = [argsOfAdd(failingMore(writer), scope), writer.name("n")];
      scope.numbers.push(name);
      return [`const { sum: ${name} } = await ${step}(${args});`];
    },
  },
  {
    name: "table of steps",
    weight: 7,
    write: (writer, scope) => {
      const [step, key, index] = [writer.name("step"), writer.name("key"), writer.name("i")];
      const inner = parallelScope(scope);
      inner.numbers.push(index);
      const [list, item] = writer.choices.pick([
        ["Object.entries(STEPS)", `[${key}, ${step}]`],
        ["Object.values(STEPS)", step],
        ["[STEPS.patient, add]", step],
      ] as const);
      if (item !== step) inner.texts.push(key);
      const call = writer.copied(index, (each) => `async (${item}, ${index}) => ${step}(${argsOfAdd(failingMore(each), inner)})`);
      return sumsOf(writer, scope, `Promise.all(${list}.map(${call}))`);
    },
  },
];
