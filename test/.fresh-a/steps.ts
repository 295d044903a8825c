import { component, Dataset, Model, step } from "dagwright";

async function recorded<T>(name: string, args: unknown, run: () => T | Promise<T>): Promise<T> {
  console.log(`CALL ${JSON.stringify({ name, args })}`);
  return run();
}

export enum Mode { Fast = "fast", Slow = "slow", Off = "off" }
export enum Level { Low, Mid, High }

export interface Row { id: string; score: number; tags: string[]; note?: string; parent?: { id: string; depth: number } | null }
export interface Trial { lr: number; depth: number; loss: number }

export const rows = component({}, (input: { n: number; fail?: boolean }): Promise<{ rows: Row[]; cursor?: string; at: Date }> =>
  recorded("rows", input, () => {
    if (input.fail === true) throw new Error("no rows");
    return {
      rows: Array.from({ length: input.n }, (_, i): Row => ({
        id: `r${i}`, score: ((i * 37) % 11) / 10, tags: i % 2 ? ["odd"] : ["even", "x"],
        ...(i % 3 === 0 ? { note: `n${i}` } : {}), ...(i % 4 === 0 ? { parent: null } : i % 4 === 1 ? { parent: { id: `r${i - 1}`, depth: i } } : {}),
      })),
      ...(input.n > 3 ? { cursor: `c${input.n}` } : {}), at: new Date("2024-01-02T03:04:05.000Z"),
    };
  }));

export const trainOne = component({}, (input: { lr: number; depth: number; seed?: number; fail?: boolean }): Promise<Trial> =>
  recorded("trainOne", input, () => {
    if (input.fail === true || input.lr > 5) throw new Error(`diverged at ${input.lr}`);
    return { lr: input.lr, depth: input.depth, loss: Math.abs(input.lr - 0.3) + 1 / input.depth };
  }));

export const fit = component({}, (input: { lr: number; name?: string }): Promise<{ model: Model; loss: number }> =>
  recorded("fit", input, () => ({ model: Model.fromText(`m${input.lr}`, { metadata: { lr: input.lr } }), loss: input.lr * 2 })));

export const ensemble = component({}, (input: { models: readonly Model[]; weights?: readonly number[] }): Promise<{ text: string }> =>
  recorded("ensemble", { weights: input.weights ?? null }, async () => ({ text: (await Promise.all(input.models.map((m) => m.text()))).join("+") })));

export const probe = component({}, (input: { turn: number; job?: string; readyAt?: number }): Promise<{ ready: boolean; progress: number; state: "queued" | "running" | "done" | "error" }> =>
  recorded("probe", input, () => {
    const at = input.readyAt ?? 3;
    return { ready: input.turn >= at, progress: input.turn / at, state: input.turn >= at ? "done" : input.turn === 0 ? "queued" : "running" };
  }));

export const submit = component({}, (input: { job: string; mode?: Mode }): Promise<{ id: string }> => recorded("submit", input, () => ({ id: `${input.job}-1` })));

export const call = component({}, (input: { prompt: string; attempt?: number; fail?: boolean }): Promise<{ text: string; tokens: number }> =>
  recorded("call", input, () => {
    if (input.fail === true || input.prompt.includes("bad")) throw new Error(`refused: ${input.prompt}`);
    return { text: input.prompt.toUpperCase(), tokens: input.prompt.length };
  }));

export const flaky = component({ retries: 1 }, (input: { until: number }): Promise<{ attempt: number }> =>
  recorded("flaky", { ...input, attempt: step.attempt }, () => {
    if (step.attempt < input.until) throw new Error(`attempt ${step.attempt}`);
    return { attempt: step.attempt };
  }));

export const note = component({}, (input: { text: string }): Promise<void> => recorded("note", input, () => {}));
export const count = component({}, (input: { n: number }): Promise<number> => recorded("count", input, () => input.n));
export const names = component({}, (input: { n: number }): Promise<string[]> => recorded("names", input, () => Array.from({ length: input.n }, (_, i) => `name${i}`)));
export const maybe = component({}, (input: { some: boolean }): Promise<{ value?: string; count: number | null; user?: { name: string; email?: string; address?: { city: string } | null } }> =>
  recorded("maybe", input, () => input.some ? { value: "v", count: 3, user: { name: "ada", email: "a@b", address: { city: "X" } } } : { count: null }));

export type Event = { type: "click"; x: number; y: number } | { type: "key"; key: string; mods?: string[] } | { type: "scroll"; delta: number };
export const events = component({}, (input: { n: number }): Promise<{ events: Event[] }> => recorded("events", input, () => ({
  events: Array.from({ length: input.n }, (_, i): Event => i % 3 === 0 ? { type: "click", x: i, y: 2 * i } : i % 3 === 1 ? { type: "key", key: `k${i}` } : { type: "scroll", delta: -i }),
})));
export const classify = component({}, (input: { text: string }): Promise<{ label: "spam" | "ham" | "unsure"; level: Level; mode: Mode; p: number }> => recorded("classify", input, () => ({
  label: input.text.length % 3 === 0 ? "spam" : input.text.length % 3 === 1 ? "ham" : "unsure", level: input.text.length > 5 ? Level.High : Level.Low, mode: Mode.Slow, p: input.text.length / 10,
})));
export const page = component({}, (input: { title: string; rows: Record<string, number>; when?: Date }): Promise<{ page: Dataset }> => recorded("page", input, () => ({ page: Dataset.fromText(`# ${input.title} ${JSON.stringify(input.rows)}`) })));
export const load = component({}, (input: { data: Dataset }): Promise<{ text: string }> => recorded("load", {}, async () => ({ text: await input.data.text() })));
export const save = component({}, (input: { text: string }): Promise<{ data: Dataset; size: number }> => recorded("save", input, () => ({ data: Dataset.fromText(input.text, { metadata: { words: input.text.split(" ").length } }), size: input.text.length })));
