/** A document as text for reviews and golden files: stable, complete but for spans, digests and descriptions, one line a node. */
import { printTypeInFull as printType, type Field } from "@dagwright/protocol";
import type { Component, ContainerToken, Document, EnvValue, FailNode, Node, Pipeline, Region, StepConfig, TaskNode } from "./model.ts";
import { printFields, printJson, printName, printValue } from "./print-value.ts";

/** The whole document. Two documents that print alike differ in code and places at most. */
export function printDocument(document: Document): string {
  const { irVersion, entry, types, components, pipelines } = document;
  const blocks: (readonly string[])[] = [[`${irVersion} entry ${entry}`]];
  const named = Object.entries(types);
  if (named.length > 0) blocks.push(named.map(([name, type]) => `type ${name} = ${printType(type)}`));
  for (const [name, component] of Object.entries(components)) blocks.push(printComponent(name, component));
  for (const [name, pipeline] of Object.entries(pipelines)) blocks.push(printPipeline(name, pipeline));
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const returns = (output: Field | undefined): string =>
  output === undefined ? "" : ` -> ${printType(output.type)}${output.optional === true ? " | undefined" : ""}`;

function printComponent(name: string, component: Component): readonly string[] {
  const { input, output, implementation, config } = component;
  const lines = [`component ${name}(${printFields(input?.fields ?? {})})${returns(output)}`];
  switch (implementation.kind) {
    case "typescript":
      lines.push(`  typescript ${implementation.export}`);
      break;
    case "container":
      lines.push(`  container ${implementation.image}`, `    ${printTokens([...implementation.command, ...implementation.args])}`);
      if (implementation.fake !== undefined) lines.push(`    fake ${implementation.fake.export}`);
      break;
    case "importer":
      lines.push(`  importer of ${implementation.artifact}`);
      break;
    case "kubernetesResource": {
      const { action, manifest, success, failure } = implementation;
      lines.push(
        `  ${action} ${printValue(manifest)}${success === undefined ? "" : ` success ${success}`}${failure === undefined ? "" : ` failure ${failure}`}`,
      );
    }
  }
  const settings = printConfig(config);
  if (settings !== "") lines.push(`  ${settings}`);
  return lines;
}

function printFail({ message, cause }: FailNode): string {
  if (message === undefined) return `fail with ${cause === undefined ? "nothing" : printValue(cause)}`;
  return `fail ${printValue(message)}${cause === undefined ? "" : ` because of ${printValue(cause)}`}`;
}

export const printTokens = (tokens: readonly ContainerToken[]): string => tokens.map(printToken).join(" ");

function printToken(token: ContainerToken): string {
  switch (token.kind) {
    case "text":
      return /^[\w@%+=:,./-]+$/u.test(token.text) ? token.text : JSON.stringify(token.text);
    case "input":
      return `{${token.field}}`;
    case "inputPath":
      return `{${token.field}.path}`;
    case "inputUri":
      return `{${token.field}.uri}`;
    case "outputPath":
      return `{-> ${token.field}}`;
    case "concat":
      return token.parts.map(printToken).join("");
    case "whenPresent": {
      const other = token.else.length === 0 ? "" : ` : ${token.else.map(printToken).join(" ")}`;
      return `{${token.field} ? ${token.then.map(printToken).join(" ")}${other}}`;
    }
  }
}

/** A step's configuration on one line: `image=… memory=2Gi retries=2/failure`; empty text for none. */
export function printConfig(config: StepConfig): string {
  const { image, cpu, memory, gpu, retries, timeoutSeconds, cache, env, labels, displayName } = config;
  const parts: (readonly [string, string | number | boolean | undefined])[] = [
    ["image", image],
    ["cpu", cpu],
    ["memory", memory],
    ["gpu", gpu],
    ["retries", retries && `${retries.limit}/${retries.on}${retries.backoffSeconds === undefined ? "" : `/${retries.backoffSeconds}s`}`],
    ["timeout", timeoutSeconds === undefined ? undefined : `${timeoutSeconds}s`],
    ["cache", cache],
    ...Object.entries(env ?? {}).map(([name, value]) => [`env.${name}`, printEnv(value)] as const),
    ...Object.entries(labels ?? {}).map(([name, value]) => [`label.${name}`, JSON.stringify(value)] as const),
    ["displayName", displayName === undefined ? undefined : JSON.stringify(displayName)],
  ];
  return parts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${String(value)}`])).join(" ");
}

/** The same of one task, with what the run decides in braces: `memory=8Gi cpu={size.cores}`. */
function printSettings({ config, options = {} }: TaskNode): string {
  const decided = Object.entries(options).map(([name, value]) => `${name.replace(/^labels\./u, "label.")}={${printValue(value)}}`);
  return [printConfig(config), ...decided].filter((part) => part !== "").join(" ");
}

const printEnv = (value: EnvValue): string => (value.kind === "text" ? JSON.stringify(value.text) : `secret(${value.name}/${value.key})`);

function printPipeline(name: string, pipeline: Pipeline): readonly string[] {
  const inputs = Object.entries(pipeline.inputs).map(
    ([input, field]) => printFields({ [input]: field }) + (field.default === undefined ? "" : ` = ${printJson(field.default)}`),
  );
  const lines = [
    `pipeline ${name}(${inputs.join(", ")})${returns(pipeline.output)}${stops(pipeline.body)}`,
    ...indented(printRegion(pipeline.body)),
  ];
  if (pipeline.onExit !== undefined) lines.push("  onExit", ...indented(indented(printNode(pipeline.onExit))));
  return lines;
}

const stops = (region: Region): string => (region.onFailure === "stop" ? " [stop]" : "");
const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

function printRegion(region: Region): readonly string[] {
  const results = Object.entries(region.results).map(
    ([name, value]) => `=> ${name === "value" ? "" : `${printName(name)} = `}${printValue(value)}`,
  );
  return [...region.nodes.flatMap(printNode), ...results];
}

/** A node without the nodes inside it: its first line, without its id. */
export function printHead(node: Node): string {
  const [head = ""] = printNode({ ...node, order: [] });
  return head.slice(node.id.length).replace(/^(?: "[^"]*")?: /u, "");
}

function printNode(node: Node): readonly string[] {
  const order = node.order.length === 0 ? "" : ` <-[${node.order.join(", ")}]`;
  const name = node.name === undefined ? "" : ` ${JSON.stringify(node.name)}`;
  const head = `${node.id}${order}${name}`;
  const side = (label: string, region: Region): readonly string[] => {
    const lines = printRegion(region);
    return lines.length === 0 && stops(region) === "" ? [] : [`  ${label}:${stops(region)}`, ...indented(indented(lines))];
  };
  const phis = (fields: Readonly<Record<string, Field>>): string => (Object.keys(fields).length === 0 ? "" : ` phi ${printFields(fields)}`);
  switch (node.kind) {
    case "task":
    case "call": {
      const args = Object.entries(node.args).map(([arg, value]) => `${printName(arg)}=${printValue(value)}`);
      const config = node.kind === "task" ? printSettings(node) : "";
      const callee = node.kind === "task" ? node.component : `pipeline ${node.pipeline}`;
      return [`${head}: ${callee}(${args.join(", ")})${config === "" ? "" : ` with ${config}`}`];
    }
    case "approval": {
      const policy = node.policy === undefined ? "" : ` policy ${node.policy}`;
      const subject = node.subject === undefined ? "" : ` of ${printValue(node.subject)}`;
      const fields = Object.keys(node.fields).length === 0 ? "" : ` asks ${printFields(node.fields)}`;
      const expires = node.expiresSeconds === undefined ? "" : ` expires ${node.expiresSeconds}s`;
      return [`${head}: approval ${printValue(node.message)}${subject}${policy}${fields}${expires}`];
    }
    case "branch":
      return [`${head}: if ${printValue(node.condition)}${phis(node.phis)}`, ...side("then", node.then), ...side("else", node.else)];
    case "forEach": {
      const limit = node.concurrency === null ? "" : ` concurrency ${node.concurrency}`;
      const stop = node.onFailure === "settle" ? "" : " stopStarting";
      const collect = node.collect === undefined ? "" : ` collect ${printFields({ value: node.collect })}`;
      const settled = node.as === "settled" ? " settled" : "";
      return [
        `${head}: for ${node.item}: ${printType(node.itemType)}, ${node.index} of ${printValue(node.items)}${limit}${stop}${settled}${collect}`,
        ...side("body", node.body),
      ];
    }
    case "loop": {
      const carried = Object.entries(node.carried).map(
        ([variable, { type, optional, init, next }]) =>
          `  ${node.state}.${printName(variable)}${optional === true ? "?" : ""}: ${printType(type)} = ${printValue(init)}, then ${printValue(next)}`,
      );
      const test = node.test === "before" ? "while" : "do while";
      return [`${head}: loop ${test} ${printValue(node.while)} at most ${node.max}`, ...carried, ...side("body", node.body)];
    }
    case "try":
      return [
        `${head}: try${phis(node.phis)}`,
        ...side("body", node.body),
        ...(node.catch === undefined
          ? []
          : [`  catch ${node.catch.error}:${stops(node.catch.region)}`, ...indented(indented(printRegion(node.catch.region)))]),
        ...(node.finally === undefined ? [] : side("finally", node.finally)),
      ];
    case "group":
      return [
        `${head}: group${node.as === "settled" ? " settled" : ""}`,
        ...node.members.flatMap((member, index) => [
          `  ${index}:${member.value === undefined ? "" : ` ${printType(member.value.type)}${member.value.optional === true ? " | undefined" : ""}`}${stops(member.region)}`,
          ...indented(indented(printRegion(member.region))),
        ]),
      ];
    case "fail":
      return [`${head}: ${printFail(node)}`];
    case "compute":
      return [`${head}: ${printType(node.type.type)}${node.type.optional === true ? " | undefined" : ""} = ${printValue(node.value)}`];
  }
}
