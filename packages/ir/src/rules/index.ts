import { containerTokens } from "./container-tokens.ts";
import { defaultsFit } from "./defaults-fit.ts";
import { implementationShape } from "./implementation-shape.ts";
import { knownBundles } from "./known-bundles.ts";
import { knownComponents } from "./known-components.ts";
import { knownFields } from "./known-fields.ts";
import { knownReferences } from "./known-references.ts";
import { knownTypes } from "./known-types.ts";
import { legalNames } from "./legal-names.ts";
import { legalText } from "./legal-text.ts";
import { loopBounds } from "./loop-bounds.ts";
import { noCycles } from "./no-cycles.ts";
import { noRecursion } from "./no-recursion.ts";
import { phisCovered } from "./phis-covered.ts";
import { presence } from "./presence.ts";
import type { Rule } from "./rule.ts";
import { settledShape } from "./settled-shape.ts";
import { typesFit } from "./types-fit.ts";
import { uniqueIds } from "./unique-ids.ts";

/** In the order their findings are read: names before what names refer to, what is there before how it fits, parts before the whole. */
export const rules: readonly Rule[] = [
  legalText,
  uniqueIds,
  legalNames,
  knownComponents,
  knownTypes,
  knownBundles,
  knownReferences,
  knownFields,
  typesFit,
  presence,
  defaultsFit,
  phisCovered,
  noCycles,
  noRecursion,
  loopBounds,
  settledShape,
  containerTokens,
  implementationShape,
];
