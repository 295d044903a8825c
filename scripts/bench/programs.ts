/** The same work, written for each of the compilers: one component, used `steps` times. */

export type Shape = "chain" | "fan";

/** Each step reads what the one before it returned; or all of them read the same. */
export function typescript(shape: Shape, steps: number): string {
  const lines = Array.from({ length: steps }, (_, step) => {
    const n = shape === "fan" ? "n" : step === 0 ? "n" : `s${step - 1}.n`;
    return shape === "fan" ? `    work({ n: ${n} }),` : `  const s${step} = await work({ n: ${n} });`;
  });
  const body =
    shape === "fan"
      ? `  const all = await Promise.all([\n${lines.join("\n")}\n  ]);\n  return { n: all[0].n };`
      : `${lines.join("\n")}\n  return { n: s${steps - 1}.n };`;
  return `import { component, pipeline } from "dagwright";

export const work = component({}, async ({ n }: { n: number }): Promise<{ n: number }> => ({ n: n + 1 }));

export default pipeline("bench", async ({ n }: { n: number }): Promise<{ n: number }> => {
${body}
});
`;
}

/** As many components as steps. */
export const typescriptDistinct = (steps: number): string => `import { component, pipeline } from "dagwright";

${Array.from({ length: steps }, (_, step) => `export const work${step} = component({}, async ({ n }: { n: number }): Promise<{ n: number }> => ({ n: n + ${step} }));`).join("\n")}

export default pipeline("bench", async ({ n }: { n: number }): Promise<{ n: number }> => {
${Array.from({ length: steps }, (_, step) => `  const s${step} = await work${step}({ n: ${step === 0 ? "n" : `s${step - 1}.n`} });`).join("\n")}
  return { n: s${steps - 1}.n };
});
`;

/** For `kfp dsl compile`. */
export const kfp = (steps: number): string => `from kfp import dsl


@dsl.component(base_image="python:3.12")
def work(n: int) -> int:
    return n + 1


@dsl.pipeline(name="bench")
def bench(n: int) -> int:
    step = work(n=n)
    for _ in range(${steps - 1}):
        step = work(n=step.output)
    return step.output
`;

/** Writes its own YAML. */
export const hera = (steps: number): string => `import sys
from hera.workflows import DAG, Parameter, Workflow, script


@script(image="python:3.12", outputs=Parameter(name="n", value_from={"path": "/tmp/n"}))
def work(n: int):
    with open("/tmp/n", "w") as f:
        f.write(str(n + 1))


with Workflow(name="bench", entrypoint="dag", arguments={"n": 0}) as w:
    with DAG(name="dag"):
        step = work(name="s0", arguments={"n": "{{workflow.parameters.n}}"})
        for i in range(1, ${steps}):
            after = work(name=f"s{i}", arguments={"n": step.get_parameter("n").with_name("n")})
            step >> after
            step = after

with open(sys.argv[1], "w") as f:
    f.write(w.to_yaml())
`;
