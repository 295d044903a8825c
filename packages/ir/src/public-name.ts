const PUBLIC_NAME = /^[\p{L}\p{N}_$@][\p{L}\p{N}_$@./-]*$/u;

/** What the name of a component or pipeline may hold, for messages. */
export const PUBLIC_NAME_RULE = "it may hold letters, digits and _ $ @ . / -";

/** Whether a component or pipeline can have this name. */
export const isPublicName = (name: string): boolean => PUBLIC_NAME.test(name);
