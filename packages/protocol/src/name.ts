/** The project's name, in the one place that every label, prefix and folder derives from. */
export const NAME = "dagwright";
export const ENV_PREFIX = "DAGWRIGHT_";
export const HOME_FOLDER = `.${NAME}`;
/** The version of the contract between a step and whoever starts it. */
export const PROTOCOL_VERSION = 1;
