import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StepError } from "dagwright";
import { describe, expect, it, onTestFinished } from "vitest";
import { CARS } from "./cars.ts";
import { fromCsv, toCsv } from "./csv.ts";
import { fitLine, type Line, meanSquaredError } from "./line.ts";
import main from "./pipeline.ts";
import { prepare } from "./prepare.ts";

const here = import.meta.dirname;
const python = ["python3", "python"].find((name) => spawnSync(name, ["--version"]).status === 0);

describe("the pipeline with the container's fake", () => {
  it("finds that cars go further the faster they are", async () => {
    const { model, loss, rmse } = await main({});
    const line = await model.json<Line>();
    expect(line.slope).toBeGreaterThan(3);
    expect(line.slope).toBeLessThan(5);
    expect(Math.sqrt(loss)).toBeLessThan(20);
    expect(rmse).toBeLessThan(20);
  });

  it("fails as the step that failed, when there is nothing to learn from", async () => {
    const failure: unknown = await main({ holdOut: 1 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StepError);
    expect(failure).toMatchObject({ step: "train", kind: "thrown", message: "a line needs two points of different x" });
  });
});

describe("prepare", () => {
  it("keeps back every fifth car and loses none", async () => {
    const { train, test } = await prepare({ holdOut: 5 });
    const [learned, judged] = [fromCsv(await train.text()), fromCsv(await test.text())];
    expect(judged).toEqual(CARS.filter((_, row) => row % 5 === 4));
    expect(learned.length + judged.length).toBe(CARS.length);
    expect(train.metadata).toEqual({ rows: 40 });
  });
});

describe.skipIf(python === undefined)("train.py", () => {
  const train = (
    csv: string,
  ): { readonly status: number | null; readonly stderr: string; readonly line: () => Line; readonly loss: () => unknown } => {
    const folder = mkdtempSync(join(tmpdir(), "dagwright-train-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const data = join(folder, "data.csv");
    const model = join(folder, "model.json");
    const loss = join(folder, "loss");
    writeFileSync(data, csv);
    const done = spawnSync(python ?? "", [join(here, "train.py"), "--data", data, "--model", model, "--loss", loss], { encoding: "utf8" });
    const read = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;
    return { status: done.status, stderr: done.stderr, line: () => read<Line>(model), loss: () => read(loss) };
  };

  it("finds the line that its fake finds, and that the textbooks print", () => {
    const trained = train(toCsv(CARS));
    expect(trained.status, trained.stderr).toBe(0);
    const expected = fitLine(CARS);
    expect(trained.line().slope).toBeCloseTo(expected.slope, 9);
    expect(trained.line().intercept).toBeCloseTo(expected.intercept, 9);
    expect(trained.loss()).toBeCloseTo(meanSquaredError(CARS, expected), 6);
    expect(expected.slope).toBeCloseTo(3.9324, 4);
    expect(expected.intercept).toBeCloseTo(-17.5791, 4);
  });

  it("refuses a table without rows", () => {
    const trained = train("x,y\n");
    expect(trained.status).not.toBe(0);
    expect(trained.stderr).toContain("a line needs two points, and there are 0");
  });

  it("tells how it is called", () => {
    const done = spawnSync(python ?? "", [join(here, "train.py"), "--help"], { encoding: "utf8" });
    expect(done.stdout).toContain("--data DATA");
  });
});

it("train.py travels in train-py.gen.ts as it is", async () => {
  const source = readFileSync(join(here, "train.py"), "utf8").replaceAll("\r\n", "\n");
  // What Argo, Kubernetes or a template literal would read as more than text.
  expect(source).not.toMatch(/[`\\]|\$[{($]|\{\{/u);
  const text = `// Generated from train.py by pipeline.test.ts; \`npm run goldens\` makes it again.\nexport const TRAIN_PY = \`${source}\`;\n`;
  await expect(text).toMatchFileSnapshot("train-py.gen.ts");
});
