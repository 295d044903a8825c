// Each line below an `// error:` comment must fail with these words in its message, in TypeScript 6 and 7.
import { approval, component, container, importer, kubernetesResource, parallelMap, pipeline, run, step, withOptions, type Artifact, Dataset, type Model } from "dagwright";
import { fake, withFakes } from "dagwright/testing";

class Point {
  x = 1;
  norm(): number {
    return this.x;
  }
}

// error: input.n is a bigint, which JSON cannot hold
export const bigintInput = component({}, async (input: { n: bigint }) => input.n > 1n);
// error: output is a bigint, which JSON cannot hold
export const bigintOutput = component({}, async () => 1n);
// error: output.a.table does not survive JSON; use a record, an array or an artifact
export const mapOutput = component({}, async (): Promise<{ a: { table: Map<string, number> } }> => ({ a: { table: new Map() } }));
// error: input.seen does not survive JSON
export const setInput = component({}, async (input: { seen: Set<string> }) => input.seen.size);
// error: input.bytes does not survive JSON
export const bytes = component({}, async (input: { bytes: Uint8Array }) => input.bytes.length);
// error: input.rows[].cells[].value is any, which has no schema
export const anyInput = component({}, async (input: { rows: { cells: { value: any }[] }[] }) => input.rows.length);
// error: output is any, which has no schema
export const anyOutput = component({}, async (input: { text: string }) => JSON.parse(input.text));
// error: output.data is unknown, which has no schema
export const unknownOutput = component({}, async (): Promise<{ data: unknown }> => ({ data: 1 }));
// error: input.on is a function; steps exchange data
export const functionInput = component({}, async (input: { on: () => void }) => input.on());
// error: output.norm is a function; steps exchange data
export const classInstance = component({}, async () => new Point());
// error: output.norm is a function
export const instanceInUnion = component({}, async (): Promise<Point | { x: string }> => ({ x: "" }));
// error: output.later does not survive JSON
export const promiseInside = component({}, async () => ({ later: Promise.resolve(1) }));
// error: input.tag is a symbol
export const symbolInput = component({}, async (input: { tag: symbol }) => String(input.tag));
// error: input.pattern does not survive JSON
export const pattern = component({}, async (input: { pattern?: RegExp }) => input.pattern === undefined);
// error: output[string].when does not survive JSON
export const inRecord = component({}, async (): Promise<Record<string, { when: Error }>> => ({}));

// error: the input has no type; write one, as in (input: { name: string })
export const untyped = component({}, async (input) => 1);
// error: input.v[] does not survive JSON
export const inTuple = component({}, async (input: { v: readonly [string, Error] }) => input.v.length);
// error: input.value is unknown, which has no schema
export const genericUnknown = component({}, async <T>(input: { value: T }): Promise<void> => void input);
// error: a step is an async function: it returns a promise
export const sync = component({}, (input: { a: number }) => input.a);
// error: a step takes one plain object, or nothing
export const two = component({}, async (a: { x: number }, b: { y: number }) => a.x + b.y);
// error: a step takes one plain object, or nothing
export const text = component({}, async (input: string) => input);
// error: a step takes one plain object, or nothing
export const list = component({}, async (input: number[]) => input);
// error: a step takes one plain object, or nothing
export const artifact = component({}, async (input: Dataset) => input);
// error: input.value is a bigint
export const genericBad = component({}, async <T extends string>(input: { key: T; value: bigint }) => input.key);

// error: 'memori' does not exist
export const unknownOption = component({ memori: "2Gi" }, async (input: { a: number }) => input.a);
// error: is not assignable to type
export const badDuration = component({ timeout: "soon" }, async (input: { a: number }) => input.a);
// error: is not assignable to type
export const badMemory = component({ memory: "2 gigs" }, async (input: { a: number }) => input.a);

const good = component({}, async (input: { a: number; note?: string }): Promise<{ b: Dataset }> => ({ b: await make({ text: `${input.a}` }) }));
declare const make: (input: { text: string }) => Promise<Dataset>;
const needsModel = component({}, async (input: { model: Model }) => input.model.metadata);

export class Steps {
  // error: input.n is a bigint, which JSON cannot hold
  @component({})
  static async bigintMethod(input: { n: bigint }): Promise<number> {
    return Number(input.n);
  }

  // error: output does not survive JSON
  @component({ cpu: 1 })
  static async mapMethod(): Promise<Map<string, number>> {
    return new Map();
  }

  // error: a step takes one plain object, or nothing
  @component()
  static async twoArguments(a: { x: number }, b: number): Promise<number> {
    return a.x + b;
  }

  // error: a step is an async function: it returns a promise
  @component()
  static syncMethod(input: { a: number }): number {
    return input.a;
  }

  // error: signature of method decorator
  @component()
  async notStatic(): Promise<void> {}

  // error: 'gpus' does not exist
  @component({ gpus: 1 })
  static async unknownOption(input: { a: number }): Promise<number> {
    return input.a;
  }
}

// error: Property 'loss' is missing
export const missingFake = container<{ seed: number }, { model: Model; loss: number }>({ image: "a", fake: async () => ({ model: await importer({} as never)({ uri: "" }) }) });
// error: Property 'datas' does not exist
export const wrongSlot = container<{ data: Dataset }, { model: Model }>({ image: "a", args: (i) => [i.datas.path] });
// error: output.m does not survive JSON
export const containerMap = container<{ data: Dataset }, { m: Map<string, string> }>({ image: "a" });
// error: Property 'image' is missing
export const noImage = container<{ data: Dataset }, { model: Model }>({ command: ["python"] });
// error: is not assignable to type
export const resource = kubernetesResource<{ name: string }>({ action: "replace", manifest: (i) => ({ apiVersion: "v1", kind: "Pod", metadata: { name: i.name } }) });

// error: Type 'string' is not assignable to type 'number'
export const wrongFake = fake(half, async ({ n }) => `${n}`);
// error: Type 'string' is not assignable to type 'number'
export const wrongFakes = () => withFakes([[half, async () => "half"]], async () => 1);
const half = component({}, async (input: { n: number }): Promise<number> => input.n / 2);

export const main = pipeline("main", async ({ n }: { n: number }) => {
  // error: Property 'a' is missing
  await good({});
  // error: Type 'string' is not assignable to type 'number'
  await good({ a: "1" });
  // error: 'c' does not exist
  await good({ a: 1, c: 2 });
  const { b } = await good({ a: n });
  // error: Type 'Dataset' is not assignable to type 'Model'
  await needsModel({ model: b });
  // error: 'displayname' does not exist
  await withOptions(good, { displayname: "x" })({ a: 1 });
  // error: Type 'string' is not assignable to type 'number'
  await withOptions(good, { cpu: 1 })({ a: "1" });
  // error: Type '`${number}`' is not assignable to type
  await withOptions(good, { timeout: `${n}` })({ a: 1 });
  const { level } = await approval({ message: "ok?", fields: { level: ["low", "high"] } });
  // error: no overlap
  if (level === "medium") return 0;
  // error: Property 'concurrency' is missing
  await parallelMap([1, 2], async (x) => x, {});
  // error: read-only property
  run.id = "x";
  // error: is not assignable to parameter of type 'number'
  step.log.metric("loss", "0.5");
  return n;
});
// error: output.m does not survive JSON
export const mapPipeline = pipeline("bad", async () => ({ m: new Map<string, string>() }));
// error: input.f is a function
export const functionPipeline = pipeline("bad", { order: "dataflow" }, async ({ f }: { f: () => number }) => f());
// error: is not assignable to type
export const badOrder = pipeline("bad", { order: "random" }, async () => 1);
// error: Property 'model' is missing
export const badExit = pipeline("bad", { onExit: needsModel }, async ({ n }: { n: number }) => n);
// error: is not assignable to type 'Promise<unknown>'
export const notAStep = withOptions((input: { n: number }): number => input.n, {});
// error: Type '"Dataset"' is not assignable to type '"Model"'
export const assigned: Artifact<"Model"> = Dataset.fromText("x");
// error: is not assignable to type
export const badRetries = component({ retries: { limit: 1, on: "always" } }, async () => {});
