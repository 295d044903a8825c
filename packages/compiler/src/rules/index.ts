import { independentAwaits } from "./independent-awaits.ts";
import { noRecursion } from "./no-recursion.ts";
import type { Rule } from "./rule.ts";

/** Errors before hints. */
export const rules: readonly Rule[] = [noRecursion, independentAwaits];
