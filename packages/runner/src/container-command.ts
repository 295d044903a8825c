/** The command line of a container engine, as a pure function: what is run can be read, tested and shown without an engine. */
import type { ContainerToken } from "@dagwright/ir";
import type { Json } from "@dagwright/protocol";

export type EngineKind = "podman" | "docker";

/** What the tokens of a step read. */
export interface TokenValues {
  /** JSON by input field; a field that is not there is absent. */
  readonly inputs: Readonly<Record<string, Json>>;
  /** Paths in the container, by field that holds an artifact. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly outputPaths: Readonly<Record<string, string>>;
}

/** A value as a command line has it: text raw, everything else as JSON. */
export const rawText = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The tokens as words. An absent input is no word at all, and nothing inside a word. */
export const renderTokens = (tokens: readonly ContainerToken[], values: TokenValues): string[] =>
  tokens.flatMap((token) => renderToken(token, values));

function renderToken(token: ContainerToken, values: TokenValues): string[] {
  switch (token.kind) {
    case "text":
      return [token.text];
    case "input":
      return present(values.inputs[token.field], rawText);
    case "inputPath":
      return present(values.inputPaths[token.field], (path) => path);
    case "inputUri":
      return present(values.inputPaths[token.field], (path) => `file://${path}`);
    case "outputPath":
      return present(values.outputPaths[token.field], (path) => path);
    case "concat":
      return [renderTokens(token.parts, values).join("")];
    case "whenPresent":
      return renderTokens(values.inputs[token.field] === undefined ? token.else : token.then, values);
  }
}

const present = <T>(value: T | undefined, render: (value: T) => string): string[] => (value === undefined ? [] : [render(value)]);

export interface BindMount {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface ContainerCommand {
  readonly engine: EngineKind;
  /** Of the container, to remove it by. */
  readonly name: string;
  readonly image: string;
  /** Takes the place of the image's entry point, as `command` does in a pod; empty = the image's own. */
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly BindMount[];
  /** Who owns what the step writes; undefined = the image's own user. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

/** The arguments of the engine. The working folder stays the image's own, as in a pod. */
export function containerArguments(container: ContainerCommand): string[] {
  const { engine, user } = container;
  const [entrypoint, ...command] = container.command;
  return [
    "run",
    "--rm",
    "--init",
    "--name",
    container.name,
    ...(user === undefined ? [] : ["--user", `${user.uid}:${user.gid}`]),
    // Without it a rootless podman would map the user to one who may not write the output folder.
    ...(user === undefined || engine === "docker" ? [] : ["--userns", "keep-id"]),
    ...(engine === "podman" ? ["--security-opt", "label=disable"] : []),
    ...container.mounts.flatMap((mount) => ["--mount", mountText(mount)]),
    ...Object.entries(container.env).flatMap(([name, value]) => ["--env", byName(name) ? name : `${name}=${value}`]),
    ...(entrypoint === undefined ? [] : ["--entrypoint", entrypoint]),
    container.image,
    ...command,
    ...container.args,
  ];
}

/** Variables the engine needs for itself stand on the command line; all others it takes from its own environment, where no process list shows them. */
const ENGINES_OWN =
  /^(?:PATH|HOME|TMPDIR|USER|LANG|TZ|LC_.*|XDG_.*|DOCKER_.*|CONTAINER_.*|CONTAINERS_.*|PODMAN_.*|DBUS_.*|SSH_.*|(?:HTTP|HTTPS|NO|ALL|FTP)_PROXY)$/iu;
const byName = (name: string): boolean => !ENGINES_OWN.test(name);

/** What the engine's own process must find in its environment. */
export const engineEnv = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => byName(name)));

const mountText = ({ source, target, readOnly }: BindMount): string =>
  ["type=bind", `source=${source}`, `target=${target}`, ...(readOnly ? ["readonly"] : [])].map(csvField).join(",");

/** Engines read a mount as one line of CSV. */
const csvField = (text: string): string => (/[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
