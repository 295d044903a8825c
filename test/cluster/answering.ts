/** Answers approvals on the controller as `support/answers.ts` does elsewhere. */
import { parseArgument } from "@dagwright/protocol";
import { answersInto } from "../support/answers.ts";
import { endSuspended, type ArgoNode, type FinishedWorkflow } from "./argo.ts";

/** Looks at a running workflow, and answers what waits in it, once. Each that is asked becomes a line. */
export function answeringInto(lines: string[]): (workflow: FinishedWorkflow) => Promise<void> {
  const { inGraph } = answersInto(lines);
  const answered = new Set<string>();
  return async ({ name, nodes }) => {
    for (const node of nodes) {
      const message = node.type === "Suspend" && node.phase === "Running" ? messageOf(node) : undefined;
      if (message === undefined || answered.has(node.id)) continue;
      answered.add(node.id);
      const answer = inGraph({ message });
      if ("reject" in answer) await endSuspended(name, node, "Failed", { decision: "rejected", reason: answer.reject });
      else await endSuspended(name, node, "Succeeded", { decision: "approved", at: new Date().toISOString(), ...textsOf(answer.approve) });
    }
  };
}

/** A pause of no time asks nothing. */
export function messageOf(node: ArgoNode): string | undefined {
  const text = node.inputs?.parameters?.find(({ name }) => name === "message")?.value;
  const argument = typeof text === "string" ? parseArgument(text) : undefined;
  return argument?.kind === "json" && typeof argument.value === "string" ? argument.value : undefined;
}

/** What a person types: texts as they are, all else as JSON. */
const textsOf = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]));
