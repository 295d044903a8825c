// Taken from the module and not from the global object, which test frameworks replace by clocks that stand still.
export { clearTimeout, setImmediate, setTimeout } from "node:timers";
