import { describe, expect, it } from "vitest";
import type { Document } from "./model.ts";
import { printDocument } from "./print.ts";
import {
  absent,
  approval,
  arithmetic,
  arrayOf,
  artifact,
  attempt,
  BOOLEAN,
  branch,
  call,
  compare,
  component,
  compute,
  document,
  fail,
  rethrow,
  field,
  forEach,
  glue,
  group,
  listOf,
  literal,
  loop,
  not,
  NUMBER,
  objectOf,
  optional,
  pipeline,
  recordOf,
  ref,
  region,
  STRING,
  task,
  template,
  whenSucceeded,
} from "./testing/build.ts";
import { verify } from "./verify.ts";

const churn = (seed = 1): Document =>
  document(
    {
      "Data.prepare": component({ table: STRING, seed: NUMBER }, objectOf({ train: artifact("Dataset"), rows: NUMBER }), {
        memory: "2Gi",
        retries: { limit: 2, on: "failure" },
      }),
      train: {
        ...component({ data: artifact("Dataset"), seed: NUMBER, note: optional(STRING) }, objectOf({ model: artifact("Model") })),
        implementation: {
          kind: "container",
          image: "ghcr.io/acme/train:1",
          command: [{ kind: "text", text: "python" }],
          args: [
            { kind: "text", text: "--data" },
            { kind: "inputPath", field: "data" },
            {
              kind: "concat",
              parts: [
                { kind: "text", text: "--seed=" },
                { kind: "input", field: "seed" },
              ],
            },
            { kind: "whenPresent", field: "note", then: [{ kind: "input", field: "note" }], else: [] },
            { kind: "outputPath", field: "model" },
          ],
        },
      },
      notify: component({ text: STRING }),
      again: component({ n: NUMBER }, NUMBER),
    },
    {
      churn: pipeline(
        region(
          [
            task(
              "prepare",
              "Data.prepare",
              { table: ref("input", "table"), seed: literal(seed) },
              { config: { cpu: 1, env: { TOKEN: { kind: "secret", name: "s", key: "k" } } } },
            ),
            attempt(
              "try",
              region(
                [
                  forEach(
                    "runs",
                    literal([1, 2]),
                    region([task("model", "train", { data: ref("prepare", "train"), seed: ref("runs-item") })], {
                      value: ref("model", "model"),
                    }),
                    {
                      collect: field(artifact("Model")),
                      concurrency: 2,
                      onFailure: "stopStarting",
                    },
                  ),
                  compute(
                    "good",
                    glue("runs.length > n", BOOLEAN, { runs: { value: ref("runs"), type: arrayOf(artifact("Model")) } }),
                    field(BOOLEAN),
                  ),
                  approval("ok", template("Ship ", ref("prepare", "rows"), "?"), {}, { order: ["good"] }),
                ],
                { shipped: not(ref("good")) },
              ),
              {
                catch: region([
                  branch(
                    "slow",
                    compare(ref("try-error", "kind"), "===", literal("timeout")),
                    region([rethrow("again", ref("try-error"))]),
                    region([fail("why", literal("broken"), { cause: ref("try-error") })]),
                  ),
                  fail("gone", template("lost: ", ref("try-error", "message"))),
                ]),
                finally: region([task("bye", "notify", { text: whenSucceeded("ok", ref("ok", "reason"), literal("never asked")) })]),
              },
              { shipped: field(BOOLEAN) },
              { order: ["prepare"] },
            ),
            branch(
              "if",
              compare(ref("prepare", "rows"), ">", arithmetic(literal(2), "*", literal(3))),
              region([call("sub", "sub", { n: literal(1) })], { x: ref("sub") }),
              region([], { x: absent }),
              { x: optional(NUMBER) },
            ),
            group(
              "both",
              [
                { region: region([task("g", "again", { n: literal(1) })], { value: ref("g") }), value: field(NUMBER) },
                { region: region([], {}, "stop") },
              ],
              { as: "settled" },
            ),
          ],
          { value: recordOf({ shipped: ref("try", "shipped"), list: listOf(literal("a"), ref("if", "x")) }) },
        ),
        {
          inputs: { table: { type: STRING }, minAuc: { type: NUMBER, optional: true, default: 0.9 } },
          output: field(objectOf({ shipped: BOOLEAN })),
          onExit: task("exit", "notify", { text: ref("run", "id") }),
        },
      ),
      sub: pipeline(
        region(
          [
            loop(
              "grow",
              { n: { type: NUMBER, init: ref("input", "n"), next: ref("turn") } },
              compare(ref("grow-state", "n"), "<", literal(8)),
              region([task("turn", "again", { n: ref("grow-state", "n") })]),
            ),
          ],
          {
            value: ref("grow", "n"),
          },
        ),
        { inputs: { n: { type: NUMBER } }, output: field(NUMBER) },
      ),
    },
    { types: { Tree: objectOf({ children: arrayOf({ kind: "named", name: "Tree" }) }) } },
  );

describe("printDocument", () => {
  it("prints every kind of node, readably", () => {
    expect(verify(churn())).toEqual([]);
    expect(printDocument(churn())).toMatchInlineSnapshot(`
      "dagwright/v1 entry churn

      type Tree = { children: Tree[] }

      component Data.prepare(table: string, seed: number) -> { train: Dataset; rows: number }
        typescript default
        memory=2Gi retries=2/failure

      component train(data: Dataset, seed: number, note?: string) -> { model: Model }
        container ghcr.io/acme/train:1
          python --data {data.path} --seed={seed} {note ? {note}} {-> model}

      component notify(text: string)
        typescript default

      component again(n: number) -> number
        typescript default

      pipeline churn(table: string, minAuc?: number = 0.9) -> { shipped: boolean }
        prepare: Data.prepare(table=input.table, seed=1) with cpu=1 env.TOKEN=secret(s/k)
        try <-[prepare]: try phi shipped: boolean
          body:
            runs: for runs-item: number, runs-index of [1,2] concurrency 2 stopStarting collect value: Model
              body:
                model: train(data=prepare.train, seed=runs-item)
                => model.model
            good: boolean = glue@consumer \`runs.length > n\` {runs}
            ok <-[good]: approval \`Ship \${prepare.rows}?\`
            => shipped = !good
          catch try-error:
            slow: if try-error.kind === "timeout"
              then:
                again: fail with try-error
              else:
                why: fail "broken" because of try-error
            gone: fail \`lost: \${try-error.message}\`
          finally:
            bye: notify(text=whenSucceeded(ok, ok.reason, "never asked"))
        if: if prepare.rows > (2 * 3) phi x?: number
          then:
            sub: pipeline sub(n=1)
            => x = sub
          else:
            => x = undefined
        both: group settled
          0: number
            g: again(n=1)
            => g
          1: [stop]
        => {shipped: try.shipped, list: ["a", if.x]}
        onExit
          exit: notify(text=run.id)

      pipeline sub(n: number) -> number
        grow: loop while grow-state.n < 8 at most 10
          grow-state.n: number = input.n, then turn
          body:
            turn: again(n=grow-state.n)
        => grow.n
      "
    `);
  });
});
