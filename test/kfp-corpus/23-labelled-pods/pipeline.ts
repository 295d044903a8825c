// KFP: critical/pipeline_with_pod_metadata
// Exercises: labels of pods that differ from step to step, and the same values in the environment of the step
import { component, pipeline } from "dagwright";

const A = { team: "search", "cost-centre": "4711" } as const;
const B = { team: "ads", "cost-centre": "42", tier: "batch" } as const;

/** Gives back what its environment says, by the names asked for. */
const read = (names: readonly string[]): string => names.map((name) => `${name}=${process.env[name] ?? ""}`).join(" ");

export const first = component(
  { labels: A, env: { TEAM: A.team, COST_CENTRE: A["cost-centre"] }, cache: false },
  async (): Promise<string> => read(["TEAM", "COST_CENTRE"]),
);

export const second = component(
  { labels: B, env: { TEAM: B.team, COST_CENTRE: B["cost-centre"], TIER: B.tier }, cache: false },
  async (): Promise<string> => read(["TEAM", "COST_CENTRE", "TIER"]),
);

export const third = component({ labels: { tier: B.tier }, env: { TIER: B.tier }, cache: false }, async (): Promise<string> =>
  read(["TIER"]),
);

export const none = component({ cache: false }, async (): Promise<string> => read(["TEAM", "TIER"]));

export default pipeline("labelled-pods", async () => {
  const said = await Promise.all([first(), second(), third(), none()]);
  return { said };
});
