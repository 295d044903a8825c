import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isArtifactHandle, type Json } from "@dagwright/protocol";
import { artifact, document, field, pipeline, ref, region, SPAN, STRING, task } from "@dagwright/ir/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createKit, type Kit } from "../../test/kit.ts";
import { systemPlatform } from "../platform.ts";
import { openStore } from "../store.ts";

let kit: Kit;
beforeEach(() => (kit = createKit()));
afterEach(() => kit.cleanUp());

const doc = document(
  {
    bring: {
      input: { fields: { uri: { type: STRING } } },
      output: { type: artifact("Dataset") },
      implementation: { kind: "importer", artifact: "Dataset" },
      config: {},
      span: SPAN,
    },
  },
  {
    main: pipeline(region([task("data", "bring", { uri: ref("input", "uri") })], { value: ref("data") }), {
      inputs: { uri: { type: STRING } },
      output: field(artifact("Dataset")),
    }),
  },
);
const opened = async (output: Json | undefined): Promise<string> => {
  if (!isArtifactHandle(output)) throw new Error("no artifact");
  return openStore(join(kit.home, "store"), systemPlatform).open(output.key, join(kit.home, "copy"));
};

test("a file and a folder are copied into the store", async () => {
  mkdirSync(join(kit.home, "in ü"));
  writeFileSync(join(kit.home, "in ü", "a.csv"), "1,2\n");
  const file = await kit.run(doc, { inputs: { uri: pathToFileURL(join(kit.home, "in ü", "a.csv")).href } });
  expect(readFileSync(await opened(file.outputs), "utf8")).toBe("1,2\n");
  const folder = await kit.run(doc, { inputs: { uri: pathToFileURL(join(kit.home, "in ü")).href } });
  expect(readFileSync(join(await opened(folder.outputs), "a.csv"), "utf8")).toBe("1,2\n");
});

test("a web address is fetched, and its refusal is the step's failure", async () => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/data" ? 200 : 404;
    response.end("from the web");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const ran = await kit.run(doc, { inputs: { uri: `http://127.0.0.1:${port}/data` } });
    expect(readFileSync(await opened(ran.outputs), "utf8")).toBe("from the web");
    const refused = await kit.run(doc, { inputs: { uri: `http://127.0.0.1:${port}/gone` } });
    expect(refused.failure).toMatchObject({ kind: "thrown", message: expect.stringContaining("404") });
  } finally {
    server.close();
  }
});

test("what is not there, or of another kind, fails with a sentence", async () => {
  const gone = await kit.run(doc, { inputs: { uri: "file:///nowhere/at/all" } });
  expect(gone.failure?.message).toBe("there is nothing at file:///nowhere/at/all");
  const odd = await kit.run(doc, { inputs: { uri: "ftp://x/y" } });
  expect(odd.failure?.message).toContain("only file:, http: and https: can");
});
