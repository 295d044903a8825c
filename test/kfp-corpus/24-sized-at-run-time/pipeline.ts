// KFP: pipeline_with_string_machine_fields_task_output
// Exercises: memory, processors and GPUs of a step that another step decides
import { component, container, pipeline, withOptions } from "dagwright";

/** How large a machine so many rows need. */
export const sizeFor = component({}, async (input: { rows: number }): Promise<"small" | "medium" | "large"> => {
  if (input.rows > 100_000) return "large";
  return input.rows > 1000 ? "medium" : "small";
});

export const add = container<{ a: number; b: number }, { sum: number }>({
  image: "ghcr.io/acme/gpu-adder:1",
  args: (i, o) => ["--a", i.a, "--b", i.b, "--out", o.sum.path],
  fake: async ({ a, b }) => ({ sum: a + b }),
});

const MEDIUM = { memory: "16Gi", cpu: "4000m", gpu: 1 } as const;
const LARGE = { memory: "64Gi", cpu: 16, gpu: 4 } as const;

export default pipeline("sized-at-run-time", async ({ rows = 4000 }: { rows?: number }) => {
  const numbers = { a: 1, b: 2 };
  switch (await sizeFor({ rows })) {
    case "large":
      return withOptions(add, LARGE)(numbers);
    case "medium":
      return withOptions(add, MEDIUM)(numbers);
    default:
      return add(numbers);
  }
});
