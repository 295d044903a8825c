import type { Clock } from "./clock.ts";
import type { SqlDriver } from "./driver.ts";

const everyMs = 10_000;

/** Writes a sign of life of a run now and then, until the returned function is called. Never fails, never keeps the process up. */
export function beat(db: SqlDriver, clock: Clock, runId: string): () => void {
  const write = db.prepare("INSERT INTO heartbeats (run_id, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at");
  let cancel = () => {};
  const tick = () => {
    try {
      write.run(runId, clock.now());
    } catch {
      // A missed beat is made good by the next one.
    }
    cancel = clock.after(everyMs, tick, { keepAlive: false });
  };
  cancel = clock.after(everyMs, tick, { keepAlive: false });
  return () => cancel();
}
