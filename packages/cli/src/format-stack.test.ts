import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formatStack } from "./format-stack.ts";

test("only the user's frames are shown, by paths from here", () => {
  const url = pathToFileURL(join(process.cwd(), "a folder/train.ts")).href;
  const stack = [
    "Error: no (data)",
    `    at fit (${url}:3:7)`,
    `    at ${url}:9:1`,
    `    at run (file:///home/x/.dagwright/wrappers/${"ab".repeat(32)}.mjs:1:2)`,
    "    at async node:internal/process/task_queues:95:5",
    "    at <anonymous>",
  ];
  expect(formatStack(stack.join("\n"))).toEqual(["at fit (a folder/train.ts:3:7)", "at a folder/train.ts:9:1", "at <anonymous>"]);
  expect(formatStack(undefined)).toEqual([]);
});

test("the causes of an error keep their first lines", () => {
  const stack = ["Error: no data", "    at fit (/x/train.ts:3:7)", "Caused by: Error: refused", "    at node:net:1:1"];
  expect(formatStack(stack.join("\n"))).toEqual(["at fit (/x/train.ts:3:7)", "Caused by: Error: refused"]);
});
