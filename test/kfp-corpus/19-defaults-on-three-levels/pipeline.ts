// KFP: nested_pipeline_opt_inputs_parent_level
// Exercises: optional inputs and defaults on three levels; the outermost value wins, and what is absent stays absent
import { component, pipeline } from "dagwright";

interface Settings {
  name?: string | undefined;
  count?: number | undefined;
  strict?: boolean | undefined;
}

export const withDefaults = component(
  {},
  async ({ name = "component", count = 0, strict = false }: Settings): Promise<string> => `${name} ${count} ${strict}`,
);

export const withoutDefaults = component({}, async ({ name, count, strict }: Settings): Promise<string> => `${name} ${count} ${strict}`);

export const ownDefaults = pipeline("own-defaults", async ({ name = "nested", count = 7, strict = false }: Settings) => ({
  text: await withDefaults({ name, count, strict }),
}));

export const noDefaults = pipeline("no-defaults", async ({ name, count, strict }: Settings) => ({
  component: await withDefaults({ name, count, strict }),
  nothing: await withoutDefaults({ name, count, strict }),
}));

export default pipeline("defaults-on-three-levels", async ({ name = "parent", count = 1, strict }: Settings) => {
  const [own, none, left] = await Promise.all([ownDefaults({ name, count, strict }), noDefaults({ name, count, strict }), noDefaults({})]);
  return { own, none, left };
});
