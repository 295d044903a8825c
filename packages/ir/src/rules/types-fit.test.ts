import type { Value } from "@dagwright/protocol";
import { describe, expect, it } from "vitest";
import type { Node } from "../model.ts";
import {
  arithmetic,
  arrayOf,
  artifact,
  attempt,
  BOOLEAN,
  branch,
  compare,
  component,
  document,
  field,
  forEach,
  glue,
  literal,
  loop,
  not,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  ref,
  region,
  rethrow,
  STRING,
  task,
  template,
} from "../testing/build.ts";
import { killers } from "../testing/killers.ts";

const components = {
  make: component({}, objectOf({ score: NUMBER, name: STRING, model: artifact("Model"), list: arrayOf(NUMBER), done: BOOLEAN })),
  use: component({
    n: optional(NUMBER),
    s: optional(STRING),
    m: optional(artifact("Model")),
    d: optional(artifact("Dataset")),
    l: optional(arrayOf(objectOf({ v: NUMBER }))),
  }),
};
const main = (...nodes: readonly Node[]) => document(components, { main: pipeline(region([task("made", "make"), ...nodes])) });
const use = (args: Readonly<Record<string, Value>>) => main(task("u", "use", args));
const made = (name: string) => ref("made", name);
const refused = (doc: ReturnType<typeof document>) => {
  const found = killers(doc);
  expect(Object.keys(found)).toEqual(["typesFit"]);
  return found["typesFit"]?.join("\n");
};

describe("types-fit", () => {
  it("wants a failure for what is thrown on", () => {
    const catching = (cause: Value) => main(attempt("t", region([task("a", "make")]), { catch: region([rethrow("again", cause)]) }));
    expect(killers(catching(ref("t-error")))).toEqual({});
    expect(refused(catching(made("name")))).toMatch(/the cause of `?again`? is `?string`?/u);
  });

  it("takes arguments of the right type", () => {
    expect(
      killers(
        use({
          n: made("score"),
          s: made("name"),
          m: made("model"),
          l: { kind: "list", items: [{ kind: "record", fields: { v: made("score") } }] },
        }),
      ),
    ).toEqual({});
  });

  it("refuses arguments of another type, saying where inside", () => {
    expect(refused(use({ n: made("name") }))).toBe("the argument `n` of `u` is `string`, not `number`");
    expect(refused(use({ n: literal("x") }))).toBe('the argument `n` of `u` is `"x"`, not `number`');
    expect(refused(use({ d: made("model") }))).toBe("the argument `d` of `u` is `Model`, not `Dataset`");
    expect(refused(use({ l: { kind: "list", items: [{ kind: "record", fields: { v: made("name") } }] } }))).toBe(
      "the argument `l[0].v` of `u` is `string`, not `number`",
    );
  });

  it("refuses conditions that are not boolean and lists that are none", () => {
    expect(killers(main(branch("b", made("done"), region([]))))).toEqual({});
    expect(refused(main(branch("b", made("score"), region([]))))).toBe("the condition of `b` is `number`, not `boolean`");
    expect(refused(main(forEach("f", made("score"), region([]))))).toBe("the list that `f` goes through is `number`, not `number[]`");
  });

  it("refuses phis, outputs and carried values of another type", () => {
    expect(
      refused(main(branch("b", made("done"), region([], { x: made("name") }), region([], { x: literal(1) }), { x: field(NUMBER) }))),
    ).toBe("`x` from `then` of `b` is `string`, not `number`");
    expect(
      refused(document(components, { main: pipeline(region([task("made", "make")], { value: made("name") }), { output: field(NUMBER) }) })),
    ).toBe("the output of the pipeline is `string`, not `number`");
    expect(
      refused(
        main(
          loop(
            "l",
            { n: { type: NUMBER, init: made("name"), next: literal(1) } },
            compare(ref("l-state", "n"), "<", literal(3)),
            region([]),
          ),
        ),
      ),
    ).toBe("the first `n` of `l` is `string`, not `number`");
  });

  it("refuses operands that an operator does not take", () => {
    expect(killers(use({ n: arithmetic(made("score"), "+", literal(1)), s: template("a", made("score")) }))).toEqual({});
    expect(refused(use({ n: arithmetic(made("name"), "+", literal(1)) }))).toBe(
      "`+` in the argument `n` of `u` takes a number, not string",
    );
    expect(refused(use({ s: template("a", made("list")) }))).toBe(
      "`${…}` in the argument `s` of `u` takes text, a number or a boolean, not number[]",
    );
    expect(refused(main(branch("b", compare(made("name"), "<", made("score")), region([]))))).toBe(
      "`<` in the condition of `b` takes two numbers or texts, not string and number",
    );
    expect(refused(main(branch("b", compare(made("model"), "===", made("model")), region([]))))).toContain(
      "takes two texts, numbers or booleans",
    );
    expect(refused(main(branch("b", not(made("name")), region([]))))).toBe("`!` in the condition of `b` takes a boolean, not string");
  });

  it("checks what glue is given against what it was made for", () => {
    expect(killers(use({ n: glue("a * 2", NUMBER, { a: { value: made("score"), type: NUMBER } }) }))).toEqual({});
    expect(refused(use({ n: glue("a * 2", NUMBER, { a: { value: made("name"), type: NUMBER } }) }))).toBe(
      "the argument `n` of `u` (a in `a * 2`) is `string`, not `number`",
    );
    expect(refused(use({ s: glue("a * 2", NUMBER, {}) }))).toBe("the argument `s` of `u` is `number`, not `string`");
  });
});
