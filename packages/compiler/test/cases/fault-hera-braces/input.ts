import { component, pipeline } from "dagwright";

export const render = component({}, async (input: { page: string }): Promise<string> => `{{ header }} ${input.page} {{=sprig.env("HOME")}}`);

export default pipeline("main", async () => render({ page: "{{ body }}" }));
