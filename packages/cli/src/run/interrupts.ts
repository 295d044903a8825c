import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Interrupts extends Disposable {
  /** The first signal: the run is cancelled, steps may end by themselves. */
  readonly cancel: AbortSignal;
  /** The second: everything is killed at once. */
  readonly abandon: AbortSignal;
}

/** Makes Ctrl-C cancel. The third one ends this process as it is. */
export function watchInterrupts(note: (line: string) => void): Interrupts {
  const cancel = new AbortController();
  const abandon = new AbortController();
  const heard = (signal: NodeJS.Signals): void => {
    if (!cancel.signal.aborted) {
      note("cancelling: steps are asked to end (once more to kill them)");
      cancel.abort();
    } else if (!abandon.signal.aborted) {
      note("killing the steps");
      abandon.abort();
    } else {
      process.exit(128 + (constants.signals[signal] ?? 0));
    }
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  return {
    cancel: cancel.signal,
    abandon: abandon.signal,
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) process.off(signal, heard);
    },
  };
}
