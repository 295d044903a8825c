/** What a loop carries is certain where it begins so and every turn leaves it so, given that the turn before did: assumed first, then checked. */
import { blocksIn, surroundingsOf, typeOfValue, type Block, type Carried, type Document, type LoopNode } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { isSolidIn, withoutNull } from "./certain.ts";

type What = "optional" | "null";
interface Claim {
  readonly name: string;
  readonly what: What;
}

/** `tighten` does the same for the nodes of a body. */
export function tightenLoop(node: LoopNode, outer: Block, document: Document, tighten: (node: LoopNode) => LoopNode): LoopNode {
  let claims = Object.entries(node.carried).flatMap(([name, variable]): readonly Claim[] => [
    ...(variable.optional === true ? [{ name, what: "optional" } as const] : []),
    ...(variable.type.kind === "union" && !isSolidIn(variable.type, document.types) ? [{ name, what: "null" } as const] : []),
  ]);
  while (claims.length > 0) {
    const claimed = tighten({ ...node, carried: withClaims(node, claims, document) });
    const [inside] = blocksIn(claimed, outer);
    const left = claims.filter(({ name, what }) => {
      const variable = claimed.carried[name];
      return (
        inside !== undefined &&
        variable !== undefined &&
        holds(what, variable.next, inside, document) &&
        (node.test === "after" || holds(what, variable.init, outer, document))
      );
    });
    if (left.length === claims.length) return claimed;
    claims = left;
  }
  return tighten(node);
}

function withClaims(node: LoopNode, claims: readonly Claim[], document: Document): LoopNode["carried"] {
  return Object.fromEntries(
    Object.entries(node.carried).map(([name, variable]): [string, Carried] => {
      const is = (what: What): boolean => claims.some((claim) => claim.name === name && claim.what === what);
      const { optional, ...rest } = variable;
      return [
        name,
        {
          ...rest,
          type: is("null") ? withoutNull(variable.type, document.types) : variable.type,
          ...(optional === true && !is("optional") ? { optional } : {}),
        },
      ];
    }),
  );
}

function holds(what: What, value: Value, block: Block, document: Document): boolean {
  const found = typeOfValue(value, surroundingsOf(document, block));
  if (found.kind !== "value") return what === "null" && found.kind === "absent";
  return what === "optional" ? !found.optional : isSolidIn(found.type, document.types);
}
