/** What changed between two documents, for reviews. Places of code are left out. */
import { printTypeInFull as printType } from "@dagwright/protocol";
import type { Document, Pipeline, PipelineInput } from "../model.ts";
import { own } from "../own.ts";
import { printHead } from "../print.ts";
import { printJson, printValue } from "../print-value.ts";
import { nodesOf, type PlacedNode } from "../walk.ts";
import { codeText, detailsOf, type Change, type Detail, type Part, type Parts } from "./change.ts";
import { identityOf, partsOfComponent, partsOfNode, typeText } from "./parts.ts";

/** None = they mean the same. */
export function diffDocuments(before: Document, after: Document): readonly Change[] {
  return [
    ...(before.entry === after.entry ? [] : [changed("entry", "entry", [{ part: "name", before: before.entry, after: after.entry }])]),
    ...(before.wrapper === after.wrapper
      ? []
      : [changed("wrapper", "wrapper", [{ part: "code", before: codeText(before.wrapper), after: codeText(after.wrapper) }])]),
    ...records(before.types, after.types, {
      subject: "type",
      text: (type) => printType(type),
      details: (a, b) => (identityOf(a) === identityOf(b) ? [] : [{ part: "definition", before: printType(a), after: printType(b) }]),
    }),
    ...records(before.components, after.components, {
      subject: "component",
      details: (a, b) => detailsOf(partsOfComponent(a), partsOfComponent(b)),
    }),
    ...records(before.pipelines, after.pipelines, {
      subject: "pipeline",
      details: (a, b) => (a.description === b.description ? [] : [text("description", a.description, b.description)]),
    }),
    ...Object.entries(before.pipelines).flatMap(([name, pipeline]) => {
      const now = own(after.pipelines, name);
      return now === undefined ? [] : pipelineChanges(name, pipeline, now);
    }),
  ];
}

const changed = (subject: Change["subject"], name: string, details: readonly Detail[]): Change => ({
  change: "changed",
  subject,
  name,
  details,
});

const text = (part: string, before: string | undefined, after: string | undefined): Detail => ({
  part,
  ...(before === undefined ? {} : { before: printJson(before) }),
  ...(after === undefined ? {} : { after: printJson(after) }),
});

interface Kind<T> {
  readonly subject: Change["subject"];
  readonly pipeline?: string;
  readonly text?: (member: T) => string;
  readonly details: (before: T, after: T) => readonly Detail[];
}

function records<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  { subject, pipeline, text: textOf, details: detailsBetween }: Kind<T>,
): readonly Change[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name): Change[] => {
    const base = { subject, name, ...(pipeline === undefined ? {} : { pipeline }) };
    const [was, is] = [own(before, name), own(after, name)];
    const only = is ?? was;
    const line = textOf === undefined || only === undefined ? {} : { text: textOf(only) };
    if (was === undefined) return [{ ...base, change: "added", ...line, details: [] }];
    if (is === undefined) return [{ ...base, change: "removed", ...line, details: [] }];
    const details = detailsBetween(was, is);
    return details.length === 0 ? [] : [{ ...base, change: "changed", details }];
  });
}

function pipelineChanges(pipeline: string, before: Pipeline, after: Pipeline): readonly Change[] {
  return [
    ...records(before.inputs, after.inputs, { subject: "parameter", pipeline, text: (input) => typeOfInput(input), details: inputDetails }),
    ...records(outputOf(before), outputOf(after), {
      subject: "output",
      pipeline,
      text: (output) => output,
      details: (was, is) => (was === is ? [] : [{ part: "type", before: was, after: is }]),
    }),
    ...records(stepsOf(before), stepsOf(after), {
      subject: "step",
      pipeline,
      text: ({ node }) => printHead(node),
      details: (was, is) => detailsOf(partsOfNode(was), partsOfNode(is)),
    }),
    ...records(resultsOf(before), resultsOf(after), {
      subject: "results",
      pipeline,
      text: ({ text: line }) => line,
      details: (was, is) => detailsOf(new Map([["value", was]]), new Map([["value", is]])),
    }),
  ];
}

const typeOfInput = ({ default: otherwise, ...field }: PipelineInput): string =>
  `${typeText(field)}${otherwise === undefined ? "" : ` = ${printJson(otherwise)}`}`;

function inputDetails(before: PipelineInput, after: PipelineInput): readonly Detail[] {
  const { default: wasDefault, description: wasSaid, ...wasType } = before;
  const { default: isDefault, description: isSaid, ...isType } = after;
  const parts = (value: PipelineInput["default"]): Parts =>
    new Map(value === undefined ? [] : [["default", { text: printJson(value), identity: printJson(value) }]]);
  return [
    ...(identityOf(wasType) === identityOf(isType) ? [] : [{ part: "type", before: typeText(wasType), after: typeText(isType) }]),
    ...detailsOf(parts(wasDefault), parts(isDefault)),
    ...(wasSaid === isSaid ? [] : [text("description", wasSaid, isSaid)]),
  ];
}

const outputOf = ({ output }: Pipeline): Readonly<Record<string, string>> => (output === undefined ? {} : { output: typeText(output) });

function stepsOf(pipeline: Pipeline): Readonly<Record<string, PlacedNode>> {
  const steps = [...nodesOf(pipeline)].map((placed) => [placed.node.id, placed] as const);
  const { onExit } = pipeline;
  // Beside the body, so that it has a place of its own.
  const block = { label: "onExit", region: pipeline.body, bindings: new Map<string, never>() };
  return Object.fromEntries(onExit === undefined ? steps : [...steps, [onExit.id, { node: onExit, block }]]);
}

function resultsOf({ body }: Pipeline): Readonly<Record<string, Part>> {
  return Object.fromEntries(
    Object.entries(body.results).map(([name, value]) => [name, { text: printValue(value), identity: identityOf(value) }]),
  );
}
