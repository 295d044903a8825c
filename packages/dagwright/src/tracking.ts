/** `@dagwright/tracking` under the same roof. A step that does not import this does not load it. */
export * from "@dagwright/tracking";
