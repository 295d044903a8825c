/** `@dagwright/tracking` under the same roof. A step that does not import this does not load it. */
// eslint-disable-next-line import/export -- the whole package is re-exported: it has a public entry of its own
export * from "@dagwright/tracking";
