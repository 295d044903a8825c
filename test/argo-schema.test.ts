/** Argo's own schema, which knows no field that is not its own, judges every workflow that we make. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256, type Json } from "@dagwright/protocol";
import { argo } from "@dagwright/targets";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { PROGRAMS, SOURCES } from "./cluster/programs/index.ts";
import { root } from "./support/command.ts";
import { codeOf, compiledProgram, compiledPrograms, PROGRAM_NAMES } from "./support/differential.ts";

const FOLDER = process.env["DAGWRIGHT_SCHEMAS"] ?? join(root, "../shared/schemas");
const FILE = join(FOLDER, "argo-workflows-3.7.17.json");
const isThere = existsSync(FILE);
const MISSING = `Argo's schema is not at ${FILE}: set DAGWRIGHT_SCHEMAS to the folder that holds it. Nothing was checked.`;

const schemaFile = z.looseObject({
  $id: z.string(),
  definitions: z.record(z.string(), z.looseObject({ properties: z.unknown().optional() })),
});

/** The schema lets any field pass; here an object has the fields that are named, and no others. */
function validator(): (kind: string) => ValidateFunction {
  const schema = schemaFile.parse(JSON.parse(readFileSync(FILE, "utf8")));
  const definitions = Object.fromEntries(
    Object.entries(schema.definitions).map(([name, of]) => [
      name,
      of.properties === undefined ? of : { ...of, additionalProperties: false },
    ]),
  );
  // It says that these are strings; the API takes both.
  definitions["io.k8s.apimachinery.pkg.util.intstr.IntOrString"] = { type: ["string", "integer"] };
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ ...schema, definitions });
  return (kind) => ajv.compile({ $ref: `${schema.$id}#/definitions/io.argoproj.workflow.v1alpha1.${kind}` });
}

/** What the schema says against a manifest, one line a finding. */
function problemsOf(manifest: Json): readonly string[] {
  const kind = z.looseObject({ kind: z.enum(["Workflow", "WorkflowTemplate"]) }).parse(manifest).kind;
  const validate = validators.get(kind) ?? expect.fail(`no schema for ${kind}`);
  return validate(manifest)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}
const validators = new Map<string, ValidateFunction>();

const manifestOf = (text: string | undefined): Json => parse(text ?? "", { version: "1.1" }) as Json;

beforeAll(() => {
  if (!isThere) {
    process.stderr.write(`\n${MISSING}\n`);
    return;
  }
  const of = validator();
  for (const kind of ["Workflow", "WorkflowTemplate"]) validators.set(kind, of(kind));
});

it.runIf(process.env["CI"] !== undefined)("has the schema in CI", () => {
  expect(isThere, MISSING).toBe(true);
});

describe.skipIf(!isThere)("every field of a workflow is one that Argo has", () => {
  const bundles = new Map(SOURCES.map((source) => [sha256(source), Buffer.from(source)]));
  const handWritten = {
    wrapper: Buffer.from("wrapper"),
    bundle: (digest: string) => bundles.get(digest) ?? expect.fail(`no bundle ${digest}`),
  };

  it.each(PROGRAMS)("hand-written: $name", ({ document }) => {
    for (const kind of ["Workflow", "WorkflowTemplate"] as const) {
      expect(problemsOf(manifestOf(argo.lower(document, handWritten, { kind, namespace: "ml" }).files[0]?.text))).toEqual([]);
    }
  });

  describe("compiled", () => {
    beforeAll(async () => {
      await compiledPrograms();
    });

    it.each(PROGRAM_NAMES)("%s", async (name) => {
      const program = await compiledProgram(name);
      expect(problemsOf(manifestOf(argo.lower(program.document, codeOf(program), { name }).files[0]?.text))).toEqual([]);
    });
  });

  it.each(globSync("examples/*/expected/argo.yaml", { cwd: root }).toSorted())("%s", (file) => {
    expect(problemsOf(manifestOf(readFileSync(join(root, file), "utf8")))).toEqual([]);
  });

  it("and one that it has not is found", () => {
    const manifest = {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Workflow",
      metadata: {},
      spec: { entrypoint: 1, templates: [{ name: "a", dagg: {} }] },
    };
    expect(problemsOf(manifest)).toEqual([
      '/spec/entrypoint must be string {"type":"string"}',
      '/spec/templates/0 must NOT have additional properties {"additionalProperty":"dagg"}',
    ]);
  });
});
