// KFP: pipeline_with_string_machine_fields_task_output
// Exercises: memory, processors and GPUs of a step that another step decides
import { component, container, pipeline, withOptions } from "dagwright";

/** How large a machine so many rows need. */
export const sizeFor = component({}, async (input: { rows: number }): Promise<{ gigabytes: number; cores: number; gpus: number }> => ({
  gigabytes: Math.max(4, Math.ceil(input.rows / 1000)),
  cores: input.rows > 100_000 ? 16 : 4,
  gpus: input.rows > 1000 ? 1 : 0,
}));

export const add = container<{ a: number; b: number }, { sum: number }>({
  image: "ghcr.io/acme/gpu-adder:1",
  args: (i, o) => ["--a", i.a, "--b", i.b, "--out", o.sum.path],
  fake: async ({ a, b }) => ({ sum: a + b }),
});

export default pipeline("sized-at-run-time", async ({ rows = 4000 }: { rows?: number }) => {
  const { gigabytes, cores, gpus } = await sizeFor({ rows });
  return withOptions(add, { memory: `${gigabytes}Gi`, cpu: cores, gpu: gpus })({ a: 1, b: 2 });
});
