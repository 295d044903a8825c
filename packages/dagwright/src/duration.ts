const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `90s`, `15m`, `12h`, `2d`, `1w` in seconds. Throws a `TypeError` on everything else. */
export function secondsOf(duration: string): number {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([smhdw])$/u.exec(duration) ?? [];
  const seconds = SECONDS[unit];
  if (amount === undefined || seconds === undefined)
    throw new TypeError(`${JSON.stringify(duration)} is no duration; write one such as "90s", "15m" or "2h"`);
  return Number(amount) * seconds;
}
