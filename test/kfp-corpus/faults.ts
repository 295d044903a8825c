/** What the compilers of KFP and Hera let through, or refuse though it is meant well, and what stands in its way here. */
export interface Fault {
  readonly of: "KFP" | "Hera";
  readonly fault: string;
  /** What comes of it there. */
  readonly there: string;
  /** Folders of `packages/compiler/test/cases` or `packages/targets/test/cases` with the errors. */
  readonly cases: readonly string[];
  /** A program of `faults/` that runs, where the fault cannot be made here: it means what it says. */
  readonly program?: "conditions" | "environment" | "module-globals" | "texts";
  readonly here: string;
}

export const FAULTS: readonly Fault[] = [
  {
    of: "KFP",
    fault: "a plain `if` over an output",
    there: "the step is always part of the pipeline",
    cases: ["fault-kfp-if-over-output"],
    program: "conditions",
    here: "it is a branch; comparing a call that nobody awaited, or with a value that cannot be, is an error",
  },
  {
    of: "KFP",
    fault: "`and` between comparisons of outputs",
    there: "only the last one counts",
    cases: ["fault-kfp-and-over-outputs"],
    program: "conditions",
    here: "`&&`, `||` and `!` are part of the graph",
  },
  {
    of: "KFP",
    fault: "a list of numbers given for a list of texts; a default that does not fit its type",
    there: "accepted",
    cases: ["fault-kfp-list-of-other-things"],
    here: "type errors",
  },
  {
    of: "KFP",
    fault: "a number compared with a text",
    there: "accepted, never true",
    cases: ["fault-kfp-number-against-text"],
    here: "type error",
  },
  {
    of: "KFP",
    fault: "a quote in a text that is compared",
    there: "a malformed condition",
    cases: [],
    program: "texts",
    here: "texts are values, and are never pasted into a condition (`fault-kfp-quotes-in-text` shows the graph)",
  },
  {
    of: "KFP",
    fault: "a field that the items of a loop do not have",
    there: "fails while it runs",
    cases: ["fault-kfp-field-of-item"],
    here: "type errors, with the nearest name",
  },
  {
    of: "KFP",
    fault: "steps that wait for each other",
    there: "a cycle in the compiled file",
    cases: ["fault-kfp-cycle"],
    here: "what is awaited later cannot be read earlier; pipelines that call each other are refused",
  },
  {
    of: "KFP",
    fault: "a negative number of retries",
    there: "goes into the compiled file",
    cases: ["fault-kfp-negative-retries"],
    here: "refused where it is written",
  },
  {
    of: "KFP",
    fault: "a component's body that uses a global of its module",
    there: "fails in the pod",
    cases: [],
    program: "module-globals",
    here: "constants, functions and imports go into the component's bundle",
  },
  {
    of: "KFP",
    fault: "a component's body with a name that nothing declares, a package that is not there, a result of another type",
    there: "fails in the pod",
    cases: ["fault-kfp-body-of-component"],
    here: "type errors",
  },
  {
    of: "KFP",
    fault: "an optional input handed to a required one",
    there: "accepted",
    cases: ["fault-kfp-optional-to-required"],
    here: "type errors",
  },
  {
    of: "KFP",
    fault: "a template of the cluster in a user's text",
    there: "passed through, and expanded",
    cases: ["argo-braces-in-argument", "argo-braces-in-variable"],
    program: "texts",
    here: "escaped (`fault-kfp-template-in-text` shows the graph); refused on a container's command line and in its variables, where nothing could undo it",
  },
  {
    of: "KFP",
    fault:
      "meant well, refused there: whole numbers for numbers, records of mixed types, literal types, enums, unions, booleans as conditions, arithmetic, loops, methods",
    there: "errors, some of them about something else",
    cases: [],
    program: "conditions",
    here: "compiles (`fault-kfp-valid-intent` shows the graph)",
  },
  {
    of: "KFP",
    fault: "meant well, refused there: an environment variable from an output",
    there: "`bad argument type for built-in operation`",
    cases: [],
    program: "environment",
    here: "what a run decides may stand in the options of a call; an image and what else is part of the graph is refused (DW2001)",
  },
  {
    of: "KFP",
    fault:
      "refused there with a fair message: arguments by position, another block's output, a value of one branch only, bad quantities, one value for a list",
    there: "errors",
    cases: ["fault-kfp-refused-there-too"],
    here: "errors, each at its place",
  },
  {
    of: "Hera",
    fault: "a text for a number; an argument missing, or too many; a loop's list for a number",
    there: "accepted",
    cases: ["fault-hera-arguments"],
    here: "type errors",
  },
  {
    of: "Hera",
    fault: "a cycle of dependencies",
    there: "accepted",
    cases: ["fault-hera-cycle"],
    here: "what is made later cannot be read earlier",
  },
  {
    of: "Hera",
    fault: "an output used without a dependency on its step",
    there: "accepted, and refused by the linter",
    cases: ["fault-hera-use-without-edge"],
    here: "dependencies follow from the data; what is not awaited or not in scope is an error",
  },
  {
    of: "Hera",
    fault: "an unknown entrypoint",
    there: "accepted",
    cases: ["fault-hera-entrypoint"],
    here: "refused, with the nearest name",
  },
  {
    of: "Hera",
    fault: "an illegal name",
    there: "accepted",
    cases: ["fault-hera-names"],
    here: "refused; names of steps become legal ones, without collisions",
  },
  {
    of: "Hera",
    fault: "`{{ }}` in source or values",
    there: "expanded by the cluster",
    cases: ["argo-braces-in-argument"],
    program: "texts",
    here: "code is packed, values are escaped (`fault-hera-braces` shows the graph)",
  },
  {
    of: "Hera",
    fault: "texts that look like numbers, booleans, null, or code",
    there: "become values of another type, syntax errors, or run",
    cases: [],
    program: "texts",
    here: "a value is decoded by its declared type, and never pasted into code (`fault-hera-guessed-types` shows the graph)",
  },
];
