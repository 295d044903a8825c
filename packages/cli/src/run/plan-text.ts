import type { Plan, PlannedStep } from "@dagwright/runner";
import { formatTable } from "../format-table.ts";
import { formatValue } from "../format-value.ts";

/** The plan of a run: parameters, steps, images, secrets, and what would stop it. */
export function planText(plan: Plan): string {
  const parts = [`pipeline ${plan.pipeline}\n`];
  const inputs = Object.entries(plan.inputs);
  if (inputs.length > 0) parts.push(formatTable([["PARAMETER", "VALUE"], ...inputs.map(([name, value]) => [name, formatValue(value)])]));
  parts.push(
    plan.steps.length === 0
      ? "no steps\n"
      : formatTable([
          ["STEP", "COMPONENT", "RUNS AS", "RESOURCES", "WHEN"],
          ...plan.steps.map((step) => [step.step, step.component, runsAs(step), resources(step), step.within.join(", ")]),
        ]),
  );
  if (plan.images.length > 0) parts.push(formatTable([["IMAGE"], ...plan.images.map((image) => [image])]));
  if (plan.secrets.length > 0)
    parts.push(formatTable([["SECRET", "FROM"], ...plan.secrets.map(({ name, key, variable }) => [`${name}/${key}`, `$${variable}`])]));
  if (plan.problems.length > 0)
    parts.push(
      plan.problems.map(({ message, help }) => `cannot start: ${message}\n${help === undefined ? "" : `  help: ${help}\n`}`).join(""),
    );
  return parts.join("\n");
}

function runsAs({ kind, executor, image }: PlannedStep): string {
  if (kind === "approval") return "a person's answer";
  if (kind === "container")
    return executor === "container"
      ? `container ${image ?? ""}`.trimEnd()
      : executor === "none"
        ? "nothing: no container engine"
        : "its fake";
  return executor === "none" ? "nothing: it cannot run here" : kind === "typescript" ? "process" : kind;
}

function resources({ resources: { cpu, memory, gpu }, retries, timeoutSeconds }: PlannedStep): string {
  const parts: readonly (readonly [string, string | number | undefined])[] = [
    ["cpu", cpu],
    ["memory", memory],
    ["gpu", gpu],
    ["retries", retries?.limit],
    ["timeout", timeoutSeconds === undefined ? undefined : `${timeoutSeconds}s`],
  ];
  return parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join(" ");
}
