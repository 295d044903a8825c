import { SqlError } from "./driver.ts";

export type TrackingErrorCode =
  | "run-not-found"
  | "run-id-ambiguous"
  | "run-exists"
  | "no-database"
  | "database-foreign"
  | "database-corrupt"
  | "database-newer"
  | "database-busy"
  | "home-not-writable"
  | "home-not-readable"
  | "home-on-network"
  | "disk-full"
  | "disk-error"
  | "closed"
  | "internal";

export interface TrackingErrorDetails {
  /** What to do about it, in one sentence. */
  readonly help: string;
  /** The database or folder it is about. */
  readonly file?: string | undefined;
  /** Run ids the caller may have meant, best first. */
  readonly candidates?: readonly string[] | undefined;
  readonly cause?: unknown;
}

/** The only error class of this package. Thrown by opening, reading, starting and flushing; never by logging. */
export class TrackingError extends Error {
  override readonly name = "TrackingError";
  readonly code: TrackingErrorCode;
  readonly help: string;
  readonly file: string | undefined;
  readonly candidates: readonly string[];

  constructor(code: TrackingErrorCode, message: string, details: TrackingErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.help = details.help;
    this.file = details.file;
    this.candidates = details.candidates ?? [];
  }
}

const moveAway = (file: string) =>
  `Move it away (mv "${file}" "${file}.old") and a new one is made, or choose another home with DAGWRIGHT_HOME.`;

/** The candidates are those nearest to the id, or merely the newest ones. */
export const runNotFound = (id: string, candidates: readonly string[], are: "near" | "newest" = "near") =>
  new TrackingError("run-not-found", `There is no run ${JSON.stringify(id)}.`, {
    help: helpFor(candidates, are),
    candidates: are === "near" ? candidates : [],
  });

function helpFor(candidates: readonly string[], are: "near" | "newest"): string {
  if (candidates.length === 0) return "No run is recorded here yet.";
  return are === "near" ? `Did you mean ${candidates.join(", ")}?` : `None is near; the newest here: ${candidates.join(", ")}.`;
}

export const runIdAmbiguous = (id: string, candidates: readonly string[], more: boolean) =>
  new TrackingError("run-id-ambiguous", `${JSON.stringify(id)} is the beginning of several run ids.`, {
    help: `Type more of it: ${candidates.join(", ")}${more ? ", …" : ""}.`,
    candidates,
  });

export const runExists = (id: string) =>
  new TrackingError("run-exists", `A run ${JSON.stringify(id)} is recorded already.`, {
    help: "Leave out the id to get a new one, or resume that run.",
    candidates: [id],
  });

export const noDatabase = (file: string) =>
  new TrackingError("no-database", `There is no tracking database at ${file}.`, {
    help: "Nothing has been recorded in this home yet: run a pipeline first, or point DAGWRIGHT_HOME at the right folder.",
    file,
  });

export const databaseForeign = (file: string, what: string) =>
  new TrackingError("database-foreign", `${file} is ${what}, not a tracking database.`, { help: moveAway(file), file });

export const databaseNewer = (file: string, found: number, known: number) =>
  new TrackingError("database-newer", `${file} has schema version ${found}; this release knows versions up to ${known}.`, {
    help: "Update dagwright in this project: older releases never write to a newer database.",
    file,
  });

export const homeNotWritable = (file: string, cause: unknown) =>
  new TrackingError("home-not-writable", `Cannot write to ${file}${cause instanceof Error ? `: ${cause.message}` : ""}.`, {
    help: "Choose a folder you may write to with DAGWRIGHT_HOME; to only look at runs, open it read-only.",
    file,
    cause,
  });

export const homeNotReadable = (file: string, cause: unknown) =>
  new TrackingError("home-not-readable", `Cannot read ${file}${cause instanceof Error ? `: ${cause.message}` : ""}.`, {
    help: "Get the right to read it, or choose another home with DAGWRIGHT_HOME. A log left beside it by a crash needs one opening by its owner first.",
    file,
    cause,
  });

export const homeOnNetwork = (home: string, kind: string) =>
  new TrackingError(
    "home-on-network",
    `${home} is on a network file system (${kind}), where file locks and write-ahead logs are not safe.`,
    {
      help: "Choose a local folder with DAGWRIGHT_HOME and share runs through a remote backend.",
      file: home,
    },
  );

export const trackingClosed = (file: string) =>
  new TrackingError("closed", `The tracking of ${file} is closed.`, { help: "Open it again, and close it after the last use.", file });

/** What an error of the SQL engine means for the user. Errors of ours pass through. */
export function toTrackingError(error: unknown, file: string): TrackingError {
  if (error instanceof TrackingError) return error;
  const details = { file, cause: error };
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof SqlError)) {
    return new TrackingError("internal", `Tracking failed at ${file}: ${message}`, { ...details, help: "Please report this." });
  }
  switch (error.kind) {
    case "busy":
      return new TrackingError("database-busy", `${file} is locked by another process.`, {
        ...details,
        help: "Wait for it or end it; what was logged here is kept in memory and is written with the next flush.",
      });
    case "full":
      return new TrackingError("disk-full", `The disk of ${file} is full.`, {
        ...details,
        help: "Free some space: earlier records are intact, and what is pending is written with the next flush.",
      });
    case "io":
      return new TrackingError("disk-error", `The disk of ${file} failed: ${message}.`, {
        ...details,
        help: "Check the disk, then start again: after a failed write nothing more is acknowledged in this process.",
      });
    case "corrupt":
      return new TrackingError("database-corrupt", `${file} is damaged: ${message}.`, { ...details, help: moveAway(file) });
    case "notADatabase":
      return databaseForeign(file, "a file of another kind");
    case "readOnly":
    case "cannotOpen":
      return homeNotWritable(file, error);
    case "other":
      return new TrackingError("internal", `Tracking failed at ${file}: ${message}`, { ...details, help: "Please report this." });
  }
}
