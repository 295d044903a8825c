import { component, pipeline } from "dagwright";
import { notify } from "../steps.ts";

let processed = 0;
const failures: string[] = [];
const byName: Record<string, number> = {};
const seen = new Set<string>();
const settings = { verbose: false };

// A client and a cache: whoever uses them makes them, each in a process of its own.
class Client {
  get(name: string): string {
    return name;
  }
  set(_name: string, _value: string): void {}
}
let client: Client | undefined;
const getClient = (): Client => (client ??= new Client());
const memo = new Map<string, number>();
function lengthOf(text: string): number {
  const known = memo.get(text);
  if (known !== undefined) return known;
  memo.set(text, text.length);
  return text.length;
}
// What it keeps is kept elsewhere.
const store = new Client();
// Only one step has to do with it.
let attempts = 0;
const NAMES: readonly string[] = ["a", "b"];

function note(name: string): void {
  failures.push(name);
}

export const load = component({}, async ({ name }: { name: string }): Promise<number> => {
  processed += 1;
  attempts++;
  byName[name] = attempts;
  seen.add(name);
  settings.verbose = true;
  store.set(name, "loaded");
  if (name === "") note(name);
  return lengthOf(getClient().get(name));
});

export const tell = component({}, async ({ size }: { size: number }): Promise<void> => {
  // A parameter of the same name is another variable.
  const count = (processed: number): number => processed + 1;
  if (settings.verbose) console.log(processed, count(size), seen.size, store.get("x"), lengthOf("y"), getClient().get("z"));
});

export default pipeline("main", async () => {
  const sizes = await Promise.all(NAMES.map((name) => load({ name })));
  for (const size of sizes) await tell({ size });
  await notify({ text: `${failures.length} failed of ${Object.keys(byName).join()}` });
});
