/** What components and nodes consist of, part by part, without the places of their code. */
import { printTypeInFull as printType, type Digest, type Field, type Json, type Value } from "@dagwright/protocol";
import type { Component, Node, StepConfig } from "../model.ts";
import { printTokens } from "../print.ts";
import { printField, printJson, printValue } from "../print-value.ts";
import { blocksIn, valuesIn, type PlacedNode, type Role } from "../walk.ts";
import { codeText, type Part, type Parts } from "./change.ts";

/** The same for things that differ in the places of their code alone. */
export const identityOf = (value: unknown): string =>
  JSON.stringify(value, (key, member: unknown) => (key === "span" ? undefined : member));

const partOf = (text: string, value: unknown = text): Part => ({ text, identity: identityOf(value) });
const valuePart = (value: Value): Part => partOf(printValue(value), value);
const codePart = (digest: Digest): Part => partOf(codeText(digest), digest);

export const typeText = ({ type, optional }: Field): string => `${printType(type)}${optional === true ? " | undefined" : ""}`;

export function partsOfComponent({ description, input, output, implementation, config }: Component): Parts {
  const parts = new Map<string, Part>();
  for (const [name, field] of Object.entries(input?.fields ?? {})) parts.set(`input.${name}`, partOf(printField(name, field), field));
  if (output !== undefined) parts.set("output", partOf(typeText(output), output));
  switch (implementation.kind) {
    case "typescript":
      parts.set("code", codePart(implementation.bundle));
      break;
    case "container":
      parts.set("image", partOf(implementation.image));
      parts.set("command", partOf(printTokens([...implementation.command, ...implementation.args])));
      if (implementation.fake !== undefined) parts.set("fake", codePart(implementation.fake.bundle));
      break;
    case "importer":
      parts.set("artifact", partOf(implementation.artifact));
      break;
    case "kubernetesResource": {
      const { action, manifest, success, failure } = implementation;
      parts.set("action", partOf(action));
      parts.set("manifest", valuePart(manifest));
      for (const [name, condition] of Object.entries({ success, failure })) if (condition !== undefined) parts.set(name, partOf(condition));
    }
  }
  addConfig(parts, config);
  if (description !== undefined) parts.set("description", partOf(printJson(description)));
  return parts;
}

function addConfig(parts: Map<string, Part>, config: StepConfig): void {
  for (const [name, setting] of Object.entries<Json | undefined>(JSON.parse(JSON.stringify(config))))
    if (setting !== undefined) parts.set(`config.${name}`, partOf(printJson(setting)));
}

/** A node's own parts; the nodes inside it have theirs. */
export function partsOfNode({ node, block }: PlacedNode): Parts {
  const parts = new Map<string, Part>();
  parts.set("place", partOf(block.owner === undefined ? block.label : `${block.label} of ${block.owner.id}`));
  for (const { role, value } of valuesIn(node, block)) parts.set(nameOfRole(role), valuePart(value));
  for (const [name, member] of ownMembers(node)) parts.set(name, partOf(typeof member === "string" ? member : printJson(member)));
  for (const [name, phi] of "phis" in node ? Object.entries<Field>(node.phis) : []) parts.set(`result.${name}`, partOf(typeText(phi)));
  for (const { label, region } of blocksIn(node, block))
    for (const [name, value] of Object.entries(region.results)) parts.set(`${label}.${name}`, valuePart(value));
  if (node.kind === "task") addConfig(parts, node.config);
  return parts;
}

function nameOfRole(role: Role): string {
  switch (role.kind) {
    case "argument":
      return `input.${role.name}`;
    case "option":
      return `config.${role.name}`;
    case "init":
      return `${role.name}.first`;
    case "next":
      return `${role.name}.next`;
    case "result":
      return `result.${role.name}`;
    case "computed":
      return "value";
    case "condition":
    case "items":
    case "while":
    case "message":
    case "cause":
    case "subject":
      return role.kind;
  }
}

/** What a node says apart from values, types and regions. */
function ownMembers(node: Node): readonly (readonly [string, Json])[] {
  const order: readonly (readonly [string, Json])[] = node.order.length === 0 ? [] : [["after", node.order.join(", ")]];
  switch (node.kind) {
    case "task":
      return [["component", node.component], ...order];
    case "call":
      return [["pipeline", node.pipeline], ...order];
    case "forEach":
      return [["concurrency", node.concurrency], ["after a failure", node.onFailure], ["as", node.as], ...order];
    case "loop":
      return [["at most", node.max], ["test", node.test], ...order];
    case "group":
      return [["as", node.as], ["members", node.members.length], ...order];
    case "approval":
      return [
        ...(node.policy === undefined ? [] : [["policy", node.policy] as const]),
        ...(node.expiresSeconds === undefined ? [] : [["expires", `${node.expiresSeconds}s`] as const]),
        ["fields", JSON.parse(JSON.stringify(node.fields))],
        ...order,
      ];
    case "try":
      return [["catch", node.catch !== undefined], ["finally", node.finally !== undefined], ...order];
    case "branch":
    case "fail":
    case "compute":
      return order;
  }
}
