import { component, pipeline } from "dagwright";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
interface Tree<T> {
  value: T;
  children: Tree<T>[];
}
type Expression = { op: "+"; left: Expression; right: Expression } | { op: "number"; value: number };
interface Folder {
  files: File[];
}
interface File {
  name: string;
  in?: Folder;
}
type Chain<T> = { value: T; next: Chain<T> | null };
declare const node: { name: string; inner?: typeof node };

export const walk = component(
  {},
  async (input: { json: Json; tree: Tree<string>; numbers: Tree<{ n: number }>; folder: Folder; chain: Chain<number> }): Promise<{
    sum: Expression;
    anonymous?: typeof node;
  }> => ({ sum: { op: "number", value: input.tree.children.length } }),
);

export default pipeline("walk", async ({ json, tree }: { json: Json; tree: Tree<string> }) => {
  const { sum, anonymous } = await walk({
    json,
    tree,
    numbers: { value: { n: 1 }, children: [{ value: { n: 2 }, children: [] }] },
    folder: { files: [{ name: "a", in: { files: [] } }] },
    chain: { value: 1, next: { value: 2, next: null } },
  });
  return { sum, first: tree.children, anonymous };
});
