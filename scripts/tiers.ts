// The tiers of the test suite: vitest's projects, in the order `npm test` runs them.

export interface Tier {
  readonly name: string;
  readonly include: readonly string[];
  /** For a single test, in milliseconds: a guard against hanging, not a measure. */
  readonly timeout: number;
  readonly runs: "fast" | "slow" | "on request";
  /** Why `npm test` leaves it out. */
  readonly needs?: string;
  readonly hasGoldens?: true;
  /** A module that runs before and after all files. */
  readonly around?: string;
}

const SECOND = 1000;

export const TIERS: readonly Tier[] = [
  { name: "unit", include: ["packages/*/src/**/*.test.ts", "scripts/*.test.ts"], timeout: 60 * SECOND, runs: "fast", hasGoldens: true },
  {
    name: "cases",
    include: ["packages/!(cli)/test/*.test.ts", "test/diagnostics/**/*.test.ts"],
    timeout: 180 * SECOND,
    runs: "fast",
    hasGoldens: true,
  },
  // What a package does with whole projects and processes.
  { name: "whole", include: ["packages/!(cli)/test/slow/*.test.ts"], timeout: 180 * SECOND, runs: "slow" },
  { name: "types", include: ["test/types/**/*.test.ts", "test/types.test.ts"], timeout: 120 * SECOND, runs: "slow", hasGoldens: true },
  { name: "command", include: ["packages/cli/test/**/*.test.ts"], timeout: 180 * SECOND, runs: "slow" },
  {
    name: "examples",
    include: [
      "examples/*/*.test.ts",
      "test/examples/**/*.test.ts",
      "test/examples.test.ts",
      "test/argo-schema.test.ts",
      "test/determinism.test.ts",
      "test/weight.test.ts",
    ],
    timeout: 300 * SECOND,
    runs: "slow",
    hasGoldens: true,
  },
  {
    name: "differential",
    include: ["test/differential/**/*.test.ts", "test/kfp-corpus/**/*.test.ts"],
    timeout: 300 * SECOND,
    runs: "slow",
    hasGoldens: true,
  },
  { name: "install", include: ["test/install/**/*.test.ts", "test/install.test.ts"], timeout: 600 * SECOND, runs: "slow" },
  {
    name: "cluster",
    include: ["test/cluster/**/*.test.ts"],
    timeout: 900 * SECOND,
    runs: "on request",
    needs: "a real Argo controller: npm run test:cluster",
    around: "test/cluster/counts-setup.ts",
  },
  {
    name: "long",
    include: ["test/long/**/*.test.ts"],
    timeout: 1800 * SECOND,
    runs: "on request",
    needs: "patience and a real Argo controller: npm run test:long",
    around: "test/cluster/counts-setup.ts",
  },
];

/** What no tier takes for a test, though it may be named like one. */
export const NOT_TESTS: readonly string[] = ["**/node_modules/**", "**/dist/**", "**/cases/**", "**/fixtures/**", "**/projects/**"];
