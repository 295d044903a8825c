declare const secretBrand: unique symbol;

/** A value that only the step's environment knows; it may stand in `env` alone. */
export interface Secret {
  readonly [secretBrand]: true;
  /** The Kubernetes secret's name. */
  readonly secret: string;
  readonly key: string;
}

/** `env: { TOKEN: secret("registry", "token") }`: the key `token` of the secret `registry`. */
export function secret(name: string, key: string): Secret {
  // The brand is a type's alone: no value carries it.
  return Object.freeze({ secret: name, key }) as Secret;
}
