/** `if`, and `? :` with awaits in it: a branch node with phis for what its sides assign and return. */
import type { Span, Value } from "@dagwright/protocol";
import type { Completion } from "./completion.ts";
import type { Frame } from "./frame.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { afterFailedBranch } from "./after-failure.ts";
import { mergeSides } from "./phis.ts";
import { awaitEarly } from "./await-step.ts";

export interface BranchOptions {
  readonly condition: Value;
  readonly span: Span;
  readonly text: string;
  readonly name: string;
  readonly place: Place;
  readonly then: (place: Place) => Completion;
  readonly else: (place: Place) => Completion;
}

/** Reads both sides in regions of their own; what they leave behind is read from the branch node afterwards. */
export function branch(it: Interpreter, options: BranchOptions): Completion {
  const { place } = options;
  const id = it.ids.allocate(options.name);
  const side = (run: (place: Place) => Completion): { completion: Completion; frame: Frame } => {
    const frame = it.frame("side", place.frame);
    return { completion: run({ ...place, frame }), frame };
  };
  const then = side(options.then);
  const otherwise = side(options.else);
  awaitEarly(it, [then.frame, otherwise.frame], place);
  const merged = mergeSides(it, id, [then, otherwise], place, options.span, (binding) =>
    afterFailedBranch(it, options.condition, [then.frame, otherwise.frame], binding, place),
  );
  const [thenResults, elseResults] = merged.results;
  const started = it.start({ span: options.span }, options.text, id, place, { kind: "known", value: undefined }, (base) => ({
    ...base,
    kind: "branch",
    condition: options.condition,
    then: it.close(then.frame, thenResults),
    else: it.close(otherwise.frame, elseResults),
    phis: merged.phis,
  }));
  place.frame.await(started, it.now());
  merged.commit();
  return merged.completion;
}
