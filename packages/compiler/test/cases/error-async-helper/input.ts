import { pipeline } from "dagwright";
import { readFile } from "node:fs/promises";
import { score } from "../steps.ts";

async function helper(x: number): Promise<number> {
  return (await score({ x })).value;
}

export default pipeline("main", async () => {
  const value = await helper(1);
  const text = await readFile("data.txt", "utf8");
  const answer = await fetch("https://example.com");
  await new Promise((resolve) => setTimeout(resolve, 100));
  return `${value} ${text} ${answer.status}`;
});
