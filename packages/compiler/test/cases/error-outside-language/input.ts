import { pipeline } from "dagwright";
import { load, notify, score } from "../steps.ts";

function* generate() {
  yield 1;
}

export default pipeline("main", async function (this: { x: number }, { table }: { table: string }) {
  const { rows } = await load({ table });
  function nested() {
    return 1;
  }
  class Local {}
  for (const key in { a: 1 }) await notify({ text: key });
  outer: for (const x of [1, 2]) {
    if (x === 1) continue outer;
  }
  const numbers = [...generate()];
  const module = await import("../steps.ts");
  await score({ x: this.x });
  debugger;
  return { rows: rows.length, n: numbers.length, nested: nested(), local: typeof Local, module: Object.keys(module).length };
});
