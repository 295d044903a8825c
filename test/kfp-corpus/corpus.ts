/** What each pipeline of the corpus is run with, and what has to come of it. */
import { sha256, type Json, type JsonObject } from "@dagwright/protocol";

export interface Entry {
  readonly folder: string;
  /** Lines of code of the Python that it answers; none where only the compiled file could be read. */
  readonly pythonLines?: number;
  readonly inputs?: JsonObject;
  /** Needs a folder of its own: it becomes the input of this name, as an address. */
  readonly bucket?: string;
  readonly outcome: { readonly output?: Json } | { readonly failure: string };
  /** How often each component is called. */
  readonly calls: Readonly<Record<string, number>>;
  /** What Argo's target says against it. */
  readonly refusedByArgo?: readonly string[];
  /** What differs from the original. */
  readonly note: string;
}

const file = (kind: string, text: string): Json => ({ $artifact: kind, digest: sha256(text), metadata: {} });

export const CORPUS: readonly Entry[] = [
  {
    folder: "01-lucky-number",
    pythonLines: 59,
    inputs: { tickets: [1, 2, 3] },
    outcome: { output: { numbers: [2500, 5001, 7502] } },
    calls: { draw: 3, parity: 3, say: 7, publish: 1 },
    note: "`OneOf` is a plain variable, `Collected` the result of `Promise.all`; `and` is `&&`",
  },
  {
    folder: "02-shelves",
    pythonLines: 73,
    outcome: {},
    calls: { toss: 1, listShelves: 2, show: 2, print: 27 },
    note: "a field that is a list can be looped over, with its type",
  },
  {
    folder: "03-harbours",
    pythonLines: 89,
    inputs: { ships: ["Alma", "Briza"] },
    outcome: { output: { constant: [2, 4, 6], found: [8, 12, 18, 24] } },
    calls: { hail: 18, sound: 7, survey: 1, tides: 1, charts: 1 },
    note: "`parallelism` is `parallelMap`; a misspelt field of an item is a type error",
  },
  {
    folder: "04-relay",
    outcome: {
      output: {
        first: ["one-1", "one-2", "two-1", "two-2"],
        second: ["three-1", "four-1", "four-2", "three-2", "four-1", "four-2"],
        third: ["five-1", "five-2", "six-0"],
        fourth: ["seven-1", "seven-2", "eight-1", "seven-1", "seven-2", "eight-2"],
      },
    },
    calls: { run: 19 },
    note: "`.after` is the order in which one awaits",
  },
  {
    folder: "05-model-zoo",
    pythonLines: 103,
    outcome: { output: { read: "x-s1 y-s1 z-s1 x-s2 y-s2 z-s2" } },
    calls: { split: 2, writeNote: 2, readNote: 2, writeData: 6, train: 6, readModels: 3, readData: 2 },
    note: "a list of artifacts is an array, flattened by `.flat()`",
  },
  { folder: "06-coin", outcome: {}, calls: { flip: 1, pick: 1, print: 1 }, note: "" },
  {
    folder: "07-dice-in-containers",
    pythonLines: 47,
    outcome: {},
    calls: { flip: 1, roll: 1, echo: 1 },
    note: "containers run typed fakes where there is no engine",
  },
  {
    folder: "08-three-loops",
    pythonLines: 31,
    outcome: {},
    calls: { list: 1, print: 10, show: 4 },
    note: "the loop over a constant is unrolled",
  },
  {
    folder: "09-three-sided-die",
    pythonLines: 39,
    outcome: { output: { printed: "A DRAW" } },
    calls: { roll: 1, announceDraw: 1, announce: 1 },
    note: "`OneOf` is `return` in a `switch`",
  },
  {
    folder: "10-either-file",
    pythonLines: 34,
    outcome: { output: { letter: file("Letter", "Dear head"), text: "Dear head" } },
    calls: { flip: 1, write: 1, read: 2 },
    note: "`OneOf` of artifacts is a plain variable",
  },
  {
    folder: "11-three-clean-ups",
    pythonLines: 30,
    outcome: { failure: "fail thrown 1 the first part broke" },
    calls: { print: 6, fail: 1 },
    note: "`ExitHandler` is `try … finally`, at any depth; on cancel it is `onExit`",
  },
  {
    folder: "12-notify-on-failure",
    pythonLines: 34,
    outcome: { failure: "fail thrown 1 broken on purpose" },
    calls: { print: 2, fail: 1, readEnding: 1 },
    note: "the final status is what `catch` knows: a variable",
  },
  {
    folder: "13-sums-of-loops",
    pythonLines: 33,
    outcome: { output: { total: 306 } },
    calls: { double: 12, add: 6, addNested: 4, addBoth: 1 },
    note: "the unread results are calls whose value nobody takes",
  },
  {
    folder: "14-datasets-above",
    outcome: { output: { datasets: ["2", "4", "6"].map((text) => file("Dataset", text)), sum: file("Dataset", "42") } },
    calls: { double: 9, add: 2, addTwo: 1 },
    note: "an item that is left out is `null` in the list, and filtered",
  },
  {
    folder: "15-a-loop-over-files",
    pythonLines: 44,
    outcome: { output: { lines: ["Good has 4", "bye has 3", "one has 3", "three has 5"] } },
    calls: { makeNote: 2, makeData: 2, describe: 4 },
    note: "KFP's backend refuses it; here it is a loop like any other",
  },
  {
    folder: "16-letters-and-sums",
    outcome: { output: { sum: 36, word: "sum" } },
    calls: { double: 9, add: 1, echo: 3, join: 1 },
    note: "",
  },
  {
    folder: "17-import-stage",
    pythonLines: 115,
    bucket: "bucket",
    outcome: { output: { message: "learned from good morning", parts: "part-0.txt,part-1.txt" } },
    calls: { uploadFile: 1, uploadFolder: 1, bring: 2, train: 1, listFolder: 1 },
    note: "no workspace volume is needed: artifacts are there as files. Metadata of an import cannot be given; the bucket is a folder in the test",
  },
  {
    folder: "18-greetings",
    pythonLines: 38,
    outcome: {},
    calls: { say: 3, echo: 2 },
    note: "a pipeline that nothing calls compiles on its own",
  },
  {
    folder: "19-defaults-on-three-levels",
    pythonLines: 42,
    outcome: {
      output: {
        own: { text: "parent 1 false" },
        none: { component: "parent 1 false", nothing: "parent 1 undefined" },
        left: { component: "component 0 false", nothing: "undefined undefined undefined" },
      },
    },
    calls: { withDefaults: 3, withoutDefaults: 2 },
    note: "defaults are those of TypeScript: `None` for a text is a type error",
  },
  {
    folder: "20-maybe-a-file",
    pythonLines: 40,
    bucket: "uri",
    outcome: { output: { lines: ["table: none", "table: none"], said: ["a table of 13 characters", "no table"] } },
    calls: { print: 2, bring: 1, describe: 2 },
    refusedByArgo: ["DW5004"],
    note: "`IfPresent` is a condition in `args`; on Argo a container's argument cannot be left out at run time",
  },
  {
    folder: "21-table-of-sums",
    pythonLines: 26,
    outcome: {
      output: {
        rows: [
          [4, 6, 8],
          [6, 8, 10],
          [8, 10, 12],
        ],
        sum: 72,
      },
    },
    calls: { double: 18, addTwo: 9, addAll: 1 },
    note: "KFP's local runner fails at it: numbers come back as floats",
  },
  {
    folder: "22-a-job-of-many-options",
    pythonLines: 62,
    outcome: {},
    calls: { logMessage: 1 },
    note: "**In part**: such settings are fields of a manifest, not options of a component; what is left out is left out of the manifest",
  },
  {
    folder: "23-labelled-pods",
    pythonLines: 220,
    outcome: { output: { said: ["TEAM=search COST_CENTRE=4711", "TEAM=ads COST_CENTRE=42 TIER=batch", "TIER=batch", "TEAM= TIER="] } },
    calls: { first: 1, second: 1, third: 1, none: 1 },
    note: "**In part**: labels are options; annotations are not, and a pod cannot read its own labels, so the same constant goes into `env`",
  },
  {
    folder: "24-sized-at-run-time",
    pythonLines: 28,
    outcome: { output: { sum: 3 } },
    calls: { sizeFor: 1, add: 1 },
    note: "a size that another step computes goes into the options of the call",
  },
  {
    folder: "25-shared-volume",
    pythonLines: 44,
    outcome: {},
    calls: { createClaim: 1, runOn: 2, deleteClaim: 1 },
    note: "**In part**: the claim and jobs on it are manifests, deleted in `finally`; mounting it into a component is no option yet (an artifact does the same work)",
  },
];
