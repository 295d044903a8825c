import { durationSeconds } from "@dagwright/protocol";

/** `90s`, `15m`, `12h`, `2d`, `1w` in seconds. Throws a `TypeError` on everything else. */
export function secondsOf(duration: string): number {
  const seconds = durationSeconds(duration);
  if (seconds === undefined) throw new TypeError(`${JSON.stringify(duration)} is no duration; write one such as "90s", "15m" or "2h"`);
  return seconds;
}
