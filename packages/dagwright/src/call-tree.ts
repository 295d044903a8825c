/**
 * Source order of calls that run side by side. Each call is a node. A call made while the call before it (in its own chain of awaits) is
 * still unsettled is that one's sibling: parallel. A call made after it has settled is its child: what comes next. Depth-first order of
 * this tree is the order in the source, index before sequence: in `Promise.all(xs.map(async (x) => { await a(x); await b(x); }))`
 * all of item 0 comes before item 1.
 */
export class CallNode {
  readonly parent: CallNode | undefined;
  readonly #index: number;
  readonly #depth: number;
  #children = 0;
  isSettled = false;

  private constructor(parent: CallNode | undefined, index: number) {
    this.parent = parent;
    this.#index = index;
    this.#depth = parent === undefined ? 0 : parent.#depth + 1;
  }

  /** Where a pipeline's body begins: nothing is before it. */
  static root(): CallNode {
    const root = new CallNode(undefined, 0);
    root.isSettled = true;
    return root;
  }

  /** The node of a call that is made where this node is the last one. */
  next(): CallNode {
    const parent = this.isSettled || this.parent === undefined ? this : this.parent;
    parent.#children += 1;
    return new CallNode(parent, parent.#children - 1);
  }

  /** Places inside this call for `count` bodies, in order; what comes after the call comes after them. */
  bodies(count: number): readonly CallNode[] {
    const first = this.#children;
    this.#children += count;
    return Array.from({ length: count }, (_, offset) => {
      const body = new CallNode(this, first + offset);
      body.isSettled = true;
      return body;
    });
  }

  isWithin(ancestor: CallNode): boolean {
    let node: CallNode | undefined = this;
    while (node !== undefined && node.#depth > ancestor.#depth) node = node.parent;
    return node === ancestor;
  }

  /** Negative when `a` comes first. */
  static compare(a: CallNode, b: CallNode): number {
    let [left, right] = [a, b];
    while (left.#depth > right.#depth && left.parent !== undefined) left = left.parent;
    while (right.#depth > left.#depth && right.parent !== undefined) right = right.parent;
    if (left === right) return a.#depth - b.#depth;
    while (left.parent !== right.parent && left.parent !== undefined && right.parent !== undefined) [left, right] = [left.parent, right.parent];
    return left.#index - right.#index;
  }
}
