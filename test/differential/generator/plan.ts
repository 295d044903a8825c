/** A program before it is written: a tree of statements, each with the numbers that its choices follow from. */
import fc from "fast-check";
import { CHOICE_END } from "./choices.ts";
import { KINDS } from "./kinds.ts";

export interface Plan {
  /** Its place among `KINDS`. */
  readonly kind: number;
  readonly choices: readonly number[];
  /** Whether it stands beside a step that fails: large numbers say so. */
  readonly beside: number;
  /** What stands between its braces. */
  readonly blocks: readonly Block[];
}

export type Block = readonly Plan[];

export interface ProgramPlan {
  readonly choices: readonly number[];
  readonly body: Block;
}

const CHOICES = 24;
const choice = fc.nat({ max: CHOICE_END - 1 });
const choices = fc.array(choice, { minLength: CHOICES, maxLength: CHOICES });

const { body } = fc.letrec<{ body: Block; block: Block; statement: Plan }>((tie) => ({
  body: fc.array(tie("statement"), { minLength: 1, maxLength: 5, size: "max", depthIdentifier: "body" }),
  block: fc.array(tie("statement"), { minLength: 1, maxLength: 2, size: "max", depthIdentifier: "body" }),
  // The first is what a plan comes to when it is deep enough, and what the others shrink to.
  statement: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    ...KINDS.map(({ weight, blocks = 0 }, kind) => ({
      weight,
      arbitrary: fc.record<Plan>({
        kind: fc.constant(kind),
        choices,
        beside: choice,
        blocks: fc.tuple(...Array.from({ length: blocks }, () => tie("block"))),
      }),
    })),
  ),
}));

export const arbitraryProgram: fc.Arbitrary<ProgramPlan> = fc.record({ choices, body });
