import type { ContainerToken } from "@dagwright/ir";
import { expect, test } from "vitest";
import { containerArguments, engineEnv, renderTokens, type ContainerCommand } from "./container-command.ts";

const values = {
  inputs: { text: "a b\n$(X)", count: 3, list: [1, "x"], data: { $artifact: "Dataset", key: "sha256/0", metadata: {} } },
  inputPaths: { data: "/dagwright/inputs/0-data" },
  outputPaths: { model: "/dagwright/outputs/0-model" },
};
const render = (...tokens: ContainerToken[]): string[] => renderTokens(tokens, values);

test("text is a word as it is, everything else is JSON", () => {
  expect(
    render(
      { kind: "text", text: "--x" },
      { kind: "input", field: "text" },
      { kind: "input", field: "count" },
      { kind: "input", field: "list" },
    ),
  ).toEqual(["--x", "a b\n$(X)", "3", '[1,"x"]']);
});

test("artifacts are paths in the container", () => {
  expect(render({ kind: "inputPath", field: "data" }, { kind: "inputUri", field: "data" }, { kind: "outputPath", field: "model" })).toEqual(
    ["/dagwright/inputs/0-data", "file:///dagwright/inputs/0-data", "/dagwright/outputs/0-model"],
  );
});

test("joined parts are one word", () => {
  expect(
    render({
      kind: "concat",
      parts: [
        { kind: "text", text: "--n=" },
        { kind: "input", field: "count" },
      ],
    }),
  ).toEqual(["--n=3"]);
});

test("an absent input is no word, and chooses the other side", () => {
  expect(
    render(
      { kind: "input", field: "gone" },
      { kind: "whenPresent", field: "gone", then: [{ kind: "text", text: "--gone" }], else: [{ kind: "text", text: "--none" }] },
      {
        kind: "whenPresent",
        field: "count",
        then: [
          { kind: "text", text: "--count" },
          { kind: "input", field: "count" },
        ],
        else: [],
      },
    ),
  ).toEqual(["--none", "--count", "3"]);
});

const container: ContainerCommand = {
  engine: "docker",
  name: "dagwright-x",
  image: "ghcr.io/acme/train@sha256:abc",
  command: ["python", "-m"],
  args: ["train", "--seed=1"],
  env: { TOKEN: "secret", HOME: "/tmp" },
  mounts: [
    { source: "/home/a,b/out", target: "/dagwright/outputs", readOnly: false },
    { source: "/store/x", target: "/dagwright/inputs/0-data", readOnly: true },
  ],
  user: { uid: 1000, gid: 1000 },
};

test("the command takes the place of the image's entry point, inputs are read-only, and values of variables are not on the command line", () => {
  const line = [
    ["run", "--rm", "--init", "--name", "dagwright-x", "--user", "1000:1000"],
    ["--mount", 'type=bind,"source=/home/a,b/out",target=/dagwright/outputs'],
    ["--mount", "type=bind,source=/store/x,target=/dagwright/inputs/0-data,readonly"],
    ["--env", "TOKEN", "--env", "HOME=/tmp"],
    ["--entrypoint", "python", "ghcr.io/acme/train@sha256:abc", "-m", "train", "--seed=1"],
  ];
  expect(containerArguments(container)).toEqual(line.flat());
  expect(engineEnv(container.env)).toEqual({ TOKEN: "secret" });
});

test("podman keeps the user's own id, and the image's entry point stays when there is no command", () => {
  const line = containerArguments({ ...container, engine: "podman", command: [] });
  expect(line.join(" ")).toContain("--userns keep-id --security-opt label=disable");
  expect(line).not.toContain("--entrypoint");
  expect(line.slice(-3)).toEqual(["ghcr.io/acme/train@sha256:abc", "train", "--seed=1"]);
});

test("the image's own user is left alone when asked", () => {
  expect(containerArguments({ ...container, user: undefined })).not.toContain("--user");
});
