const SECONDS: ReadonlyMap<string, number> = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
  ["w", 604_800],
]);

/** Seconds of `30s`, `5m`, `24h`, `2d`, `1w`; none for other text. */
export function durationSeconds(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([smhdw])$/u.exec(text) ?? [];
  const seconds = SECONDS.get(unit);
  return amount === undefined || seconds === undefined || Number(amount) === 0 ? undefined : Number(amount) * seconds;
}
