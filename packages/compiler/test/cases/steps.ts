import { component, container, type Dataset, type Model } from "dagwright";

export interface Row {
  id: number;
  name: string;
  score: number;
}

export const load = component({}, async (input: { table: string }): Promise<{ rows: Row[]; count: number; name: string; ok: boolean; best?: number; when: Date }> => ({
  rows: [],
  count: input.table.length,
  name: input.table,
  ok: true,
  when: new Date(0),
}));

export const numbers = component({}, async (input: { upTo: number }): Promise<number[]> => Array.from({ length: input.upTo }, (_, index) => index));
export const score = component({}, async (input: { x: number; label?: string }): Promise<{ value: number; verdict: "ship" | "hold" }> => ({ value: input.x, verdict: "hold" }));
export const add = component({}, async (input: { a: number; b: number }): Promise<number> => input.a + input.b);
export const check = component({}, async (input: { name: string }): Promise<boolean> => input.name !== "");
export const maybe = component({}, async (input: { name: string }): Promise<string | undefined> => (input.name === "" ? undefined : input.name));
export const notify = component({}, async (input: { text: string }): Promise<void> => void input);
export const ping = component({}, async (): Promise<void> => {});
export const prepare = component({}, async (input: { table: string; seed: number }): Promise<{ train: Dataset; test: Dataset; rows: number }> => {
  throw new Error(input.table);
});
export const fit = component({}, async (input: { data: Dataset; seed: number }): Promise<{ model: Model; loss: number }> => {
  throw new Error(String(input.seed));
});
export const evaluate = component({}, async (input: { model: Model; test: Dataset }): Promise<{ auc: number; verdict: "ship" | "hold" }> => {
  throw new Error(input.model.path);
});
export const release = component({}, async (input: { candidates: { model: Model; auc: number }[] }): Promise<Model> => {
  throw new Error(String(input.candidates.length));
});
export const report = component({}, async (input: { lines: string[]; total?: number }): Promise<string> => input.lines.join());
/** Takes glue from nobody: its wrapper runs no TypeScript. */
export const scan = container<{ text: string; level?: number }, { hits: number }>({
  image: "ghcr.io/acme/scan:1",
  command: ["scan"],
  args: (i, o) => ["--text", i.text, "--hits", o.hits.path],
});
