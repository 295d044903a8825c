import { randomUUID } from "node:crypto";
import type { RunFacts } from "./scope.ts";
import { SettleRule } from "./settle.ts";

/** A run in plain Node: what the outermost `pipeline()` call begins and those inside it share. */
export class Run implements RunFacts {
  readonly id: string = `plain-${randomUUID()}`;
  readonly startedAt: Date = new Date();
  readonly steps: SettleRule = new SettleRule();
  status: RunFacts["status"] = "running";
}
