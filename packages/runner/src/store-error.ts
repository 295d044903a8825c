export type StoreErrorCode = "unknownKey" | "missing" | "corrupt" | "unsupported";

/** What the store cannot give or take. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
