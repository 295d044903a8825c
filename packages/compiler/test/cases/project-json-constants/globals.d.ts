/** What nothing imports, and only the tsconfig knows of. */
interface Limits {
  /** @maximum 1 */
  share: number;
}
