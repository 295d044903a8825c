/** `@dagwright/compiler/disk`: light, so that a finished result can be trusted without loading the compiler. */
export { Disk } from "./disk.ts";
export { isStillSo, type Seen } from "./seen.ts";
