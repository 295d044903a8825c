export enum Mode {
  Fast = "fast",
  Deep = "deep",
}
export const config = { seeds: [3, 5, 8], prefix: "exp", nested: { rate: 0.5 } } as const;
export const tag = (name: string): string => `${config.prefix}-${name}`;
export function double(x: number): number {
  const twice = x * 2;
  return twice;
}
export default { retries: 2 };
