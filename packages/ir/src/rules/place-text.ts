import { code } from "../code.ts";
import type { PlacedValue } from "../walk.ts";

/** The place of a value in words: the argument `scores[0]` of `best`. `path` is where inside it; a root of glue comes in parentheses. */
export function placeText(placed: PlacedValue, path = ""): string {
  if (path.startsWith(" (")) return placeText(placed) + path;
  const { role, node, block } = placed;
  const of = node === undefined ? "the pipeline" : code(node.id);
  switch (role.kind) {
    case "argument":
      return `the argument ${code(role.name + path)} of ${of}`;
    case "option":
      return `the option ${code(role.name + path)} of ${of}`;
    case "condition":
    case "while":
      return `the condition of ${of}`;
    case "items":
      return path === "" ? `the list that ${of} goes through` : `${code(path)} of the list that ${of} goes through`;
    case "init":
      return `the first ${code(role.name + path)} of ${of}`;
    case "next":
      return `the next ${code(role.name + path)} of ${of}`;
    case "message":
      return `the message of ${of}`;
    case "cause":
      return `the cause${path} of ${of}`;
    case "subject":
      return `the subject of ${of}`;
    case "computed":
      return path === "" ? of : `${code(path)} of ${of}`;
    case "result":
      if (node === undefined) return path === "" ? "the output of the pipeline" : `${code(path)} of the output of the pipeline`;
      return role.name === "value"
        ? `the value${path === "" ? "" : ` at ${code(path)}`} of ${of}`
        : `${code(role.name + path)} from ${code(block.label)} of ${of}`;
  }
}
