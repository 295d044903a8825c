import type { EventScope, TrackingEvent, UnreadableEvent } from "./events.ts";
import { isJson, isRecord } from "./json.ts";
import type { ErrorRecord, Json, PipelineRef, ProcessIdentity } from "./model.ts";
import { artifactRoles, errorKinds, runStatuses, stepStatuses } from "./model.ts";

class Malformed extends Error {}

/** Reads fields of one JSON object; an absent nullable field is null, so older events stay readable. */
class Fields {
  readonly #record: Readonly<Record<string, unknown>>;
  readonly #where: string;

  constructor(value: unknown, where: string) {
    if (!isRecord(value)) throw new Malformed(`${where} is not an object`);
    this.#record = value;
    this.#where = where;
  }

  #wrong(name: string, wanted: string): Malformed {
    return new Malformed(`${this.#where}.${name} is not ${wanted}`);
  }

  #maybe<T>(name: string, read: (name: string) => T): T | null {
    const value = this.#record[name];
    return value === undefined || value === null ? null : read(name);
  }

  text = (name: string): string => {
    const value = this.#record[name];
    if (typeof value !== "string") throw this.#wrong(name, "a text");
    return value;
  };

  integer = (name: string): number => {
    const value = this.#record[name];
    if (typeof value !== "number" || !Number.isSafeInteger(value)) throw this.#wrong(name, "an integer");
    return value;
  };

  number = (name: string): number => {
    const value = this.#record[name];
    if (typeof value === "number") return value;
    if (value === "NaN" || value === "Infinity" || value === "-Infinity") return Number(value);
    throw this.#wrong(name, "a number");
  };

  json = (name: string): Json => {
    const value = this.#record[name] ?? null;
    if (!isJson(value)) throw this.#wrong(name, "JSON");
    return value;
  };

  flag = (name: string): boolean => this.#record[name] === true;

  oneOf<const T extends string>(name: string, values: readonly T[]): T {
    const found = values.find((value) => value === this.#record[name]);
    if (found === undefined) throw this.#wrong(name, `one of ${values.join(", ")}`);
    return found;
  }

  maybeText = (name: string): string | null => this.#maybe(name, this.text);
  maybeInteger = (name: string): number | null => this.#maybe(name, this.integer);
  maybeNumber = (name: string): number | null => this.#maybe(name, this.number);

  jsonRecord = (name: string): Readonly<Record<string, Json>> => {
    const value = this.json(name);
    if (value === null || typeof value !== "object" || Array.isArray(value)) throw this.#wrong(name, "an object");
    return Object.fromEntries(Object.entries(value));
  };

  maybeObject = <T>(name: string, read: (fields: Fields) => T): T | null =>
    this.#maybe(name, () => read(new Fields(this.#record[name], `${this.#where}.${name}`)));
}

const readScope = (fields: Fields): EventScope => ({ stepId: fields.text("stepId"), attempt: fields.integer("attempt") });

const readProcess = (fields: Fields): ProcessIdentity => ({
  host: fields.text("host"),
  pid: fields.integer("pid"),
  startToken: fields.text("startToken"),
});

const readPipeline = (fields: Fields): PipelineRef => ({ name: fields.text("name"), irDigest: fields.text("irDigest") });

const readError = (fields: Fields): ErrorRecord => {
  const step = fields.maybeText("step");
  const attempt = fields.maybeInteger("attempt");
  const exitCode = fields.maybeInteger("exitCode");
  const stack = fields.maybeText("stack");
  return {
    kind: fields.oneOf("kind", errorKinds),
    message: fields.text("message"),
    ...(step === null ? {} : { step }),
    ...(attempt === null ? {} : { attempt }),
    ...(exitCode === null ? {} : { exitCode }),
    ...(stack === null ? {} : { stack }),
  };
};

function readEvent(fields: Fields): TrackingEvent | UnreadableEvent {
  const base = { id: fields.text("id"), at: fields.integer("at"), runId: fields.text("runId") };
  const type = fields.text("type");
  const scope = fields.maybeObject("scope", readScope);
  switch (type) {
    case "runStarted":
      return {
        type,
        ...base,
        experiment: fields.text("experiment"),
        name: fields.text("name"),
        parentRunId: fields.maybeText("parentRunId"),
        pipeline: fields.maybeObject("pipeline", readPipeline),
        process: fields.maybeObject("process", readProcess),
      };
    case "runResumed":
      return { type, ...base, process: fields.maybeObject("process", readProcess) };
    case "runFinished": {
      const status = fields.oneOf("status", runStatuses);
      if (status === "running") throw new Malformed("event.status is not the end of a run");
      return {
        type,
        ...base,
        status,
        outputs: fields.json("outputs"),
        error: fields.maybeObject("error", readError),
        durationMs: fields.maybeNumber("durationMs"),
      };
    }
    case "stepChanged":
      if (scope === null) throw new Malformed("event.scope is missing");
      return {
        type,
        ...base,
        scope,
        component: fields.text("component"),
        status: fields.oneOf("status", stepStatuses),
        cached: fields.flag("cached"),
        error: fields.maybeObject("error", readError),
        durationMs: fields.maybeNumber("durationMs"),
      };
    case "paramLogged":
      return { type, ...base, scope, name: fields.text("name"), value: fields.json("value") };
    case "metricLogged":
      return {
        type,
        ...base,
        scope,
        name: fields.text("name"),
        value: fields.number("value"),
        step: fields.integer("step"),
        timestamp: fields.integer("timestamp"),
      };
    case "tagSet":
      return { type, ...base, scope, name: fields.text("name"), value: fields.text("value") };
    case "artifactLogged":
      return {
        type,
        ...base,
        scope,
        name: fields.text("name"),
        kind: fields.text("kind"),
        digest: fields.text("digest"),
        uri: fields.text("uri"),
        bytes: fields.maybeInteger("bytes"),
        metadata: fields.jsonRecord("metadata"),
        role: fields.oneOf("role", artifactRoles),
      };
    default:
      return { type: "unreadable", outcome: "unsupported", reason: `events of type ${type} are from a newer version` };
  }
}

/** Reads one journal text; never throws, because a row that cannot be read must not stop those after it. */
export function decodeEvent(text: string): TrackingEvent | UnreadableEvent {
  try {
    return readEvent(new Fields(JSON.parse(text), "event"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { type: "unreadable", outcome: "rejected", reason };
  }
}

export function decodeErrorRecord(text: string): ErrorRecord {
  return readError(new Fields(JSON.parse(text), "error"));
}
