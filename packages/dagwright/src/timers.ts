// Taken from the module and not from the global object, which test frameworks replace by clocks that stand still.
export { clearTimeout, setImmediate, setTimeout } from "node:timers";

/** A timer takes no more; asked for more it goes off at once. */
export const LONGEST_SECONDS: number = (2 ** 31 - 1) / 1000;
