import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Does something before a signal ends this process, until what it answers is called. */
export function onInterrupt(work: () => void): () => void {
  const heard = (signal: NodeJS.Signals): void => {
    work();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  return () => {
    for (const signal of SIGNALS) process.off(signal, heard);
  };
}
