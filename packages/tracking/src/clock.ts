/** Time, as a port: tests put in their own. */
export interface Clock {
  /** Wall clock, whole milliseconds since the epoch. */
  now(): number;
  /** Never goes back; milliseconds from an unknown origin. For durations. */
  monotonic(): number;
  /** Calls back once after `ms`. `keepAlive`: whether the process stays up for it. Gives the way to call it off. */
  after(ms: number, callback: () => void, options: { readonly keepAlive: boolean }): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback, { keepAlive }) {
    const timer = setTimeout(callback, ms);
    if (!keepAlive) timer.unref();
    return () => clearTimeout(timer);
  },
};

export function sleep(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve, { keepAlive: true }));
}
