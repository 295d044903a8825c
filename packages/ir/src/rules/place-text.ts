import type { PlacedValue } from "../walk.ts";

/** The place of a value in words: `the argument scores[0] of best`. `path` is where inside it; a root of glue comes in parentheses. */
export function placeText(placed: PlacedValue, path = ""): string {
  if (path.startsWith(" (")) return placeText(placed) + path;
  const { role, node, block } = placed;
  const of = node === undefined ? "the pipeline" : node.id;
  switch (role.kind) {
    case "argument":
      return `the argument ${role.name}${path} of ${of}`;
    case "condition":
    case "while":
      return `the condition of ${of}`;
    case "items":
      return path === "" ? `the list that ${of} goes through` : `${path} of the list that ${of} goes through`;
    case "init":
      return `the first ${role.name}${path} of ${of}`;
    case "next":
      return `the next ${role.name}${path} of ${of}`;
    case "message":
      return `the message of ${of}`;
    case "subject":
      return `the subject of ${of}`;
    case "computed":
      return of + path;
    case "result":
      if (node === undefined) return `the output${path} of the pipeline`;
      return role.name === "value" ? `the value${path} of ${of}` : `${role.name}${path} from ${block.label} of ${of}`;
  }
}
