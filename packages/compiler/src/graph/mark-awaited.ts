import type { Interpreter } from "./interpreter.ts";
import { remember } from "./stored.ts";
import { POISON, type Val } from "./values.ts";

/** What has been reported once is not reported again as never awaited. */
export function markAwaited(it: Interpreter, val: Val): void {
  if (val.kind === "started") val.started.awaited ??= it.now();
  if (val.kind === "all") for (const member of val.members) markAwaited(it, member);
  if (val.kind === "asyncCall" || val.kind === "each" || val.kind === "all") remember(val, POISON);
  if (val.kind === "list") for (const item of val.items) markAwaited(it, item);
}
