import { describe, expect, it } from "vitest";
import { inputNames, Names, parameterName, taskName, templateName } from "./names.ts";

describe("taskName", () => {
  it("keeps what Argo takes, capital letters too", () => {
    expect(taskName("readIris-2")).toBe("readIris-2");
  });

  it.each(["else", "if", "let", "not", "in", "and", "or", "nil", "matches", "contains", "true", "null"])(
    "never is %s, which Argo's expressions read as a word of theirs",
    (word) => {
      expect(taskName(word)).toBe(`${word}-step`);
    },
  );

  it.each(["y", "n", "yes", "no", "on", "off", "true", "false"])("never is %s, a boolean by YAML 1.1", (word) => {
    expect(taskName(word)).not.toBe(word);
  });

  it("writes letters of other scripts, dots and blanks as dashes, and begins with a letter", () => {
    expect(taskName("größe.von x")).toBe("gr-e-von-x");
    expect(taskName("2nd")).toBe("s-2nd");
    expect(taskName("数据")).toBe("x");
  });

  it("has at most 60 characters", () => {
    expect(taskName("a".repeat(200))).toHaveLength(60);
  });
});

describe("templateName", () => {
  it("is lower case, with a dash where a word begins", () => {
    expect(templateName("readIris")).toBe("read-iris");
    expect(templateName("Data.prepareAll")).toBe("data-prepare-all");
  });

  it("is a legal name of a pod, whatever the component is called", () => {
    for (const name of ["@acme/train", "$", "Größe", "not", "9lives", "", "a".repeat(90)]) {
      expect(templateName(name)).toMatch(/^[a-z][-a-z0-9]{0,59}$/u);
    }
  });
});

describe("parameterName", () => {
  it("joins a path to an identifier, so that expressions need no brackets", () => {
    expect(parameterName(["runs", 2, "model-path"])).toBe("runs_2_model_path");
    expect(parameterName([0])).toBe("_0");
    expect(parameterName([])).toBe("value");
  });

  it("is no word of the expression language", () => {
    expect(parameterName(["in"])).toBe("in_");
    expect(parameterName(["not", "in"])).toBe("not_in");
  });
});

describe("inputNames", () => {
  const named = (...inputs: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(inputNames(inputs));

  it("leaves the names that users pass as they are", () => {
    expect(named("table", "min-auc", "in", "yes")).toEqual({ table: "table", "min-auc": "min-auc", in: "in", yes: "yes" });
  });

  it("writes what Argo refuses differently, and takes no name from an input that has it", () => {
    expect(named("größe", "gr_e", "my input")).toEqual({ größe: "gr_e_2", gr_e: "gr_e", "my input": "my_input" });
  });
});

describe("Names", () => {
  it("gives one name to one thing, and another to the next that wants it", () => {
    const names = new Names("-");
    expect(names.of("a", "train")).toBe("train");
    expect(names.of("b", "train")).toBe("train-2");
    expect(names.of("c", "train")).toBe("train-3");
    expect(names.of("b", "train")).toBe("train-2");
  });

  it("steps over a name that already looks counted", () => {
    const names = new Names("_");
    expect(names.of("a", "x_2")).toBe("x_2");
    expect(names.of("b", "x")).toBe("x");
    expect(names.of("c", "x")).toBe("x_3");
  });
});
