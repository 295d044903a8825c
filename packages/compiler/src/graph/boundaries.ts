import type { FrameKind } from "./frame.ts";
import type { Place } from "./interpreter.ts";
import type { Binding } from "./scope.ts";

/** What stands between here and the variable, if it is something that runs on its own. */
export function boundaryTo(binding: Binding, place: Place): FrameKind | undefined {
  let turn: FrameKind | undefined;
  for (let frame = place.frame; frame !== binding.frame; frame = frame.parent) {
    if (frame.kind === "member" || frame.kind === "each" || frame.kind === "constant") return frame.kind;
    if (frame.kind === "turn" && !frame.carried.has(binding)) turn = frame.kind;
    if (frame.parent === undefined) break;
  }
  return turn;
}
