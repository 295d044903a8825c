import { independentAwaits } from "./independent-awaits.ts";
import { largeUnrolls } from "./large-unrolls.ts";
import { misspeltTags } from "./misspelt-tags.ts";
import { noRecursion } from "./no-recursion.ts";
import type { Rule } from "./rule.ts";
import { sharedState } from "./shared-state.ts";
import { unusedOutputs } from "./unused-outputs.ts";

/** Errors before hints. */
export const rules: readonly Rule[] = [noRecursion, independentAwaits, unusedOutputs, largeUnrolls, sharedState, misspeltTags];
