/** A handle is the parser's node itself, seen from outside as an opaque thing: equal nodes, equal handles, and nothing to keep alive. */
import type { ts } from "ts-morph";
import type { Handle } from "../syntax.ts";

// The only two casts between the two views; the brand of `Handle` has no value, so nothing else can make one.
export const handleOf = (node: ts.Node): Handle => node as unknown as Handle;
export const nodeOf = (handle: Handle): ts.Node => handle as unknown as ts.Node;
