export * from "./retry.ts";
export { summarize as digest, type Summary } from "./summary.ts";
export { default as Notifier } from "./notifier.ts";
