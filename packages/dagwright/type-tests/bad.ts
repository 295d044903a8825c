// What must not compile. `// error: TEXT` says what the message of that line holds.
import { approval, component, container, Dataset, kubernetesResource, parallelMap, pipeline, withOptions, type Artifact, type Model } from "dagwright";
import { fake, withFakes } from "dagwright/testing";

class Point {
  x = 1;
  length(): number {
    return this.x;
  }
}

export const ok = component({}, async (input: { data: Dataset; n?: number }): Promise<{ n: number }> => ({ n: input.n ?? 0 }));

// ---- what does not survive a boundary ----
export const bigint = component({}, async (input: { rows: { id: bigint }[] }) => {}); // error: input.rows[].id is a bigint, which JSON cannot hold
export const map = component({}, async (): Promise<{ seen: Map<string, number> }> => ({ seen: new Map() })); // error: output.seen does not survive JSON; use a record, an array or an artifact
export const set = component({}, async (input: { ids?: Set<string> }) => {}); // error: input.ids does not survive JSON
export const bytes = component({}, async (): Promise<Uint8Array> => new Uint8Array()); // error: output does not survive JSON
export const fn = component({}, async (input: { then: () => void }) => {}); // error: input.then is a function; steps exchange data
export const point = component({}, async (input: { at: Point }) => {}); // error: input.at.length is a function; steps exchange data
export const symbol = component({}, async (input: { s: symbol }) => {}); // error: input.s is a symbol, which JSON cannot hold
export const any = component({}, async (): Promise<{ a: { b: any } }> => ({ a: { b: 1 } })); // error: output.a.b is any, which has no schema
export const unknown = component({}, async (input: { a: unknown }) => {}); // error: input.a is unknown, which has no schema
export const inRecord = component({}, async (input: { by: Record<string, bigint> }) => {}); // error: input.by[string] is a bigint
export const inUnion = component({}, async (input: { v: string | { at: RegExp } }) => {}); // error: input.v.at does not survive JSON
export const inTuple = component({}, async (input: { v: readonly [string, Error] }) => {}); // error: input.v[] does not survive JSON
export const promise = component({}, async (): Promise<{ p: Promise<number> }> => ({ p: Promise.resolve(1) })); // error: output.p does not survive JSON
export const generic = component({}, async <T>(input: { value: T }): Promise<void> => {}); // error: input.value is unknown, which has no schema

// ---- the shape of a step ----
export const sync = component({}, (input: { n: number }): number => input.n); // error: a step is an async function: it returns a promise
export const two = component({}, async (a: { n: number }, b: { n: number }) => {}); // error: a step takes one plain object, or nothing
export const bare = component({}, async (n: number) => {}); // error: a step takes one plain object, or nothing
export const list = component({}, async (xs: { n: number }[]) => {}); // error: a step takes one plain object, or nothing
export const artifact = component({}, async (data: Dataset) => {}); // error: a step takes one plain object, or nothing

// ---- options ----
export const memory = component({ memory: "2GB" }, async () => {}); // error: Type '"2GB"' is not assignable to type
export const timeout = component({ timeout: "5 minutes" }, async () => {}); // error: Type '"5 minutes"' is not assignable to type
export const option = component({ memroy: "2Gi" }, async () => {}); // error: 'memroy' does not exist in type
export const retry = component({ retries: { limit: 1, on: "always" } }, async () => {}); // error: Type '"always"' is not assignable to type

// ---- calls ----
export const kinds = async (model: Model): Promise<void> => {
  await ok({ data: model }); // error: Type '"Model"' is not assignable to type '"Dataset"'
  await ok({}); // error: Property 'data' is missing
  await ok({ data: Dataset.fromText("x"), m: 1 }); // error: 'm' does not exist in type
  const { m } = await ok({ data: Dataset.fromText("x") }); // error: Property 'm' does not exist on type
  await withOptions(ok, { memory: 5 })({ data: Dataset.fromText("x") }); // error: Type 'number' is not assignable to type
  await withOptions((input: { n: number }): number => input.n, {}); // error: Type 'number' is not assignable to type 'Promise<unknown>'
  await parallelMap([1], (n: number) => n, { concurrency: 1 }); // error: Type 'number' is not assignable to type 'Promise<unknown>'
  const { region } = await approval({ message: "m", fields: { region: ["eu", "us"] } });
  const other: "asia" = region; // error: is not assignable to type '"asia"'
  await withFakes([[ok, async () => ({ n: "one" })]], async () => {}); // error: Type 'string' is not assignable to type 'number'
  fake(ok, async () => ({ n: "one" })); // error: Type 'string' is not assignable to type 'number'
};

// ---- containers, resources, pipelines ----
export const badInput = container<{ n: bigint }, { loss: number }>({ image: "x" }); // error: input.n is a bigint, which JSON cannot hold
export const badOutput = container<{ n: number }, { seen: Set<string> }>({ image: "x" }); // error: output.seen does not survive JSON
export const noImage = container<{ n: number }, { loss: number }>({ command: ["x"] }); // error: Property 'image' is missing
export const badArgs = container<{ data: Dataset }, { loss: number }>({ image: "x", args: (i) => [i.data.metadata] }); // error: Property 'metadata' does not exist on type
export const badFake = container<{ n: number }, { loss: number }>({ image: "x", fake: async ({ n }) => ({ los: n }) }); // error: 'los' does not exist in type
export const badResource = kubernetesResource<{ f: () => void }>({ action: "get", manifest: () => ({ apiVersion: "v1", kind: "Pod", metadata: {} }) }); // error: input.f is a function
export const badBody = pipeline("p", async (input: { at: Map<string, string> }) => {}); // error: input.at does not survive JSON
export const badSyncBody = pipeline("p", (input: { n: number }): number => input.n); // error: a step is an async function: it returns a promise
export const badOrder = pipeline("p", { order: "random" }, async () => {}); // error: Type '"random"' is not assignable to type
export const badExit = pipeline("p", { onExit: ok }, async (input: { n: number }) => {}); // error: Property 'data' is missing
export const assigned: Artifact<"Model"> = Dataset.fromText("x"); // error: Type '"Dataset"' is not assignable to type '"Model"'
