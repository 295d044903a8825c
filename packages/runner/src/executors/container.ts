/** A container per step, by podman or docker: inputs read-only, one file or folder per output field. */
import { basename, join } from "node:path";
import {
  CodecError,
  decode,
  handlesOnly,
  isArtifactHandle,
  NAME,
  parseArgument,
  printType,
  STEP_ENV,
  type ArtifactHandle,
  type Field,
  type Json,
  type Type,
  type Types,
} from "@dagwright/protocol";
import { inputFromText } from "@dagwright/ir";
import { artifactPrefix } from "../artifact-prefix.ts";
import { acceptOutput } from "../collect-result.ts";
import { containerArguments, engineEnv, renderTokens, type BindMount, type ContainerCommand } from "../container-command.ts";
import { hostEnv, type ContainerEngine } from "../container-engine.ts";
import { failed } from "../failure.ts";
import { folderName } from "../folder-name.ts";
import { errorCode, type Platform } from "../platform.ts";
import type { ProcessEnd } from "../processes.ts";
import { clearStepFolder, prepareStepFolder, stepFolder, type StepFolder } from "../step-folder.ts";
import type { ContentStore } from "../store.ts";
import { supervise } from "../supervise.ts";
import type { Executor, StepRequest, StepResult } from "./executor.ts";

export interface ContainerExecutorOptions {
  readonly platform: Platform;
  readonly store: ContentStore;
  readonly engine: ContainerEngine;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
  readonly graceMs: number;
  readonly abandon: AbortSignal | undefined;
}

type ContainerWork = Extract<StepRequest["work"], { readonly kind: "container" }>;

const INPUTS = `/${NAME}/inputs`;
const OUTPUTS = `/${NAME}/outputs`;

export function createContainerExecutor(options: ContainerExecutorOptions): Executor {
  const { platform, store, engine } = options;

  return {
    name: engine.kind,
    async run(request, observer, signal): Promise<StepResult> {
      const { work } = request;
      if (work.kind !== "container") throw new TypeError(`${request.component} is no container`);
      const folder = stepFolder(request.folder);
      await prepareStepFolder(platform.fileSystem, folder);
      // The image's own user may be anybody.
      await platform.fileSystem.chmod(folder.out, 0o777);
      try {
        const inputs = acceptInputs(request);
        if ("reason" in inputs) return failed(request, "thrown", inputs.reason);
        const container = await describeContainer(request, work, inputs.values, folder);
        const outcome = await supervise({
          command: {
            file: engine.file,
            args: containerArguments(container),
            cwd: folder.work,
            env: { ...hostEnv(), ...engineEnv(container.env) },
          },
          log: folder.log,
          onLine: (stream, text) => observer.line(stream, text),
          ...(request.timeoutSeconds === undefined ? {} : { deadlineMs: request.timeoutSeconds * 1000 }),
          graceMs: options.graceMs,
          signal,
          abandon: options.abandon,
          platform,
        });
        if (outcome.kind !== "ended") await remove(container.name, folder);
        switch (outcome.kind) {
          case "cancelled":
            return { kind: "cancelled" };
          case "timedOut":
            return failed(request, "timeout", `took longer than ${request.timeoutSeconds} s`);
          case "ended":
            return await resultOf(request, work.image, outcome.end, folder);
        }
      } finally {
        await clearStepFolder(platform.fileSystem, folder);
      }
    },
  };

  async function describeContainer(
    request: StepRequest,
    work: ContainerWork,
    inputs: Readonly<Record<string, Json>>,
    folder: StepFolder,
  ): Promise<ContainerCommand> {
    const mounts: BindMount[] = [{ source: folder.out, target: OUTPUTS, readOnly: false }];
    const inputPaths: Record<string, string> = {};
    for (const [index, [name, value]] of Object.entries(inputs).entries()) {
      if (!isArtifactHandle(value)) continue;
      const target = `${INPUTS}/${index}-${folderName(name)}`;
      mounts.push({ source: await store.open(value.key, join(folder.inputs, String(index))), target, readOnly: true });
      inputPaths[name] = target;
    }
    const outputPaths = Object.fromEntries(outputFields(request).map(({ name, file }) => [name, `${OUTPUTS}/${file}`]));
    const values = { inputs, inputPaths, outputPaths };
    return {
      engine: engine.kind,
      name: `${NAME}-${request.run.id.slice(0, 12)}-${folderName(request.stepId)}-${request.attempt}`.replaceAll("~", "-"),
      image: work.image,
      command: renderTokens(work.command, values),
      args: renderTokens(work.args, values),
      env: {
        TZ: "UTC",
        LANG: "C",
        // A user that the image does not know has no home of its own.
        ...(options.user === undefined ? {} : { HOME: "/tmp" }),
        ...request.env,
        [STEP_ENV.runId]: request.run.id,
        [STEP_ENV.runStartedAt]: request.run.startedAt,
        [STEP_ENV.retries]: String(request.attempt - 1),
      },
      mounts,
      user: options.user,
    };
  }

  /** Ending the engine's command does not end the container. */
  async function remove(name: string, folder: StepFolder): Promise<void> {
    const running = platform.processes.start({ file: engine.file, args: ["rm", "--force", name], cwd: folder.work, env: hostEnv() });
    running.stdout.resume();
    running.stderr.resume();
    await running.ended;
  }

  async function resultOf(request: StepRequest, image: string, end: ProcessEnd, folder: StepFolder): Promise<StepResult> {
    switch (end.kind) {
      case "notStarted":
        return failed(request, "infrastructure", `${engine.file} could not be started: ${end.reason}`);
      case "signal":
        return failed(request, "infrastructure", `${engine.kind} was killed by ${end.signal}`);
      case "exit": {
        const exitCode = end.code;
        // The engine's own failures: no such image, no such mount.
        if (exitCode === 125)
          return failed(request, "infrastructure", `${engine.kind} could not run ${image}; its log says why`, { exitCode });
        if (exitCode !== 0) return failed(request, "exit", `the container ended with exit code ${exitCode}`, { exitCode });
      }
    }
    const output = await readOutputs(request, folder);
    return "reason" in output
      ? failed(request, "invalid-output", output.reason)
      : acceptOutput(request, output.value, folder.artifacts, store);
  }

  async function readOutputs(request: StepRequest, folder: StepFolder): Promise<{ value: Json } | { reason: string }> {
    const output: Record<string, Json> = {};
    for (const { name, file, field } of outputFields(request)) {
      const read = await readOutput(`output.${name}`, join(folder.out, file), `${OUTPUTS}/${file}`, field, request);
      if ("reason" in read) return read;
      if (read.value !== undefined) output[name] = read.value;
    }
    return { value: output };
  }

  async function readOutput(
    path: string,
    host: string,
    inside: string,
    field: Field,
    request: StepRequest,
  ): Promise<{ value: Json | undefined } | { reason: string }> {
    const type = resolve(field.type, request.types);
    try {
      const stat = await platform.fileSystem.stat(host);
      if (type.kind === "artifact") {
        // Under a name that `acceptOutput` finds and stores like any step's.
        const file = basename(host);
        await platform.fileSystem.rename(host, join(stepFolder(request.folder).artifacts, file));
        const handle: ArtifactHandle = { $artifact: type.artifact, key: `${artifactPrefix(request)}/${file}`, metadata: {} };
        return { value: { ...handle } };
      }
      if (!stat.isFile()) return { reason: `${path}: ${inside} is a folder, not a file with ${printType(type)}` };
      return { value: parseOutput(await platform.fileSystem.readFile(host), type, request.types, path) };
    } catch (error) {
      if (error instanceof CodecError) return { reason: `${error.message} (read from ${inside})` };
      if (errorCode(error) !== "ENOENT") throw error;
      return field.optional === true
        ? { value: undefined }
        : { reason: `${path} is missing: the container wrote no ${inside} with ${printType(type)}` };
    }
  }
}

/** Text raw, one final newline trimmed; everything else as JSON. Throws a `CodecError`. */
export function parseOutput(bytes: Uint8Array, type: Type, types: Types, path: string): Json {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CodecError(path, `is not UTF-8 text, which ${printType(type)} must be`);
  }
  return inputFromText(text.endsWith("\n") ? text.slice(0, -1) : text, type, types, path);
}

/** The output's fields with the name of the file that each is written to. */
function outputFields(request: StepRequest): { name: string; file: string; field: Field }[] {
  const type = request.output === undefined ? undefined : resolve(request.output.type, request.types);
  if (type?.kind !== "object") return [];
  return Object.entries(type.fields).map(([name, field], index) => ({ name, file: `${index}-${folderName(name)}`, field }));
}

function resolve(type: Type, types: Types): Type {
  let resolved = type;
  for (let depth = 0; resolved.kind === "named" && depth < 100; depth++) {
    const next: Type | undefined = types[resolved.name];
    if (next === undefined) throw new TypeError(`no type is named ${resolved.name}`);
    resolved = next;
  }
  return resolved;
}

/** The arguments as JSON. Programs have been computed before: there is no wrapper in a foreign image. */
function acceptInputs(request: StepRequest): { values: Readonly<Record<string, Json>> } | { reason: string } {
  const values: Record<string, Json> = {};
  for (const [name, field] of Object.entries(request.input ?? {})) {
    const argument = parseArgument(request.args[name] ?? "");
    switch (argument.kind) {
      case "absent":
        if (field.optional !== true) return { reason: `input.${name} is undefined, but ${printType(field.type)} is required` };
        continue;
      case "failed":
        return { reason: argument.failure.message };
      case "program":
        throw new TypeError(`the argument ${name} of a container was not computed`);
      case "json":
        try {
          decode(argument.value, field.type, request.types, handlesOnly, `input.${name}`);
        } catch (error) {
          if (error instanceof CodecError) return { reason: error.message };
          throw error;
        }
        values[name] = argument.value;
    }
  }
  return { values };
}
