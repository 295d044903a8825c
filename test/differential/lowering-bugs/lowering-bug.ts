/** One mistake of a compiler, in every place of a document where it can be made. */
import type { Document, Node, Region } from "@dagwright/ir";
import type { Value } from "@dagwright/protocol";
import { rewrite } from "./rewrite.ts";

export interface LoweringBug {
  readonly name: string;
  readonly apply: (document: Document) => Document;
}

export const literal = (value: number | boolean | string): Value => ({ kind: "literal", value });

export const ofValues = (name: string, value: (value: Value) => Value): LoweringBug => ({
  name,
  apply: (document) => rewrite(document, { value }),
});
export const ofNodes = (name: string, node: (node: Node) => Node | undefined): LoweringBug => ({
  name,
  apply: (document) => rewrite(document, { node: (each) => node(each) }),
});
export const ofRegions = (name: string, region: (region: Region, depth: number) => Region): LoweringBug => ({
  name,
  apply: (document) => rewrite(document, { region }),
});

/** The region with every reference to a name replaced, at whatever depth. */
export const withRefs = (document: Document, region: Region, from: string, to: (value: Value) => Value): Region => {
  const body = { ...document, pipelines: { only: { inputs: {}, body: region, span: { file: "", start: [1, 1], end: [1, 1] } } } } as const;
  const replaced = rewrite(body, { value: (value) => (value.kind === "ref" && value.node === from ? to(value) : value) });
  return replaced.pipelines["only"]?.body ?? region;
};
