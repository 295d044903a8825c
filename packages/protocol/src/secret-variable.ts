import { ENV_PREFIX } from "./name.ts";

/** The variable that holds a secret where there is no cluster: `DAGWRIGHT_SECRET_<NAME>_<KEY>`. */
export const secretVariable = (secret: { readonly name: string; readonly key: string }): string =>
  `${ENV_PREFIX}SECRET_${secret.name}_${secret.key}`.toUpperCase().replaceAll(/[^A-Z0-9]/gu, "_");
