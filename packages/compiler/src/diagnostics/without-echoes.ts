/** One mistake, one message: leaves out what only repeats another diagnostic in other words. */
import type { Diagnostic } from "@dagwright/ir";
import type { Span } from "@dagwright/protocol";

const INTERFACE = new Set(["DW1001", "DW1002", "DW1003", "DW1009", "DW1016", "DW1017"]);
/** TypeScript's answer to the surface's own check of a step's type. */
const isSurfaceCheck = ({ code, message }: Diagnostic): boolean => code === "DW0002" && message.includes("[requires]");

/** `declarations` are the places of components and pipelines. */
export function withoutEchoes(diagnostics: readonly Diagnostic[], declarations: readonly Span[]): readonly Diagnostic[] {
  const at = (diagnostic: Diagnostic): Span | undefined =>
    declarations.find((declaration) => diagnostic.span !== undefined && contains(declaration, diagnostic.span));
  const methods = new Set(diagnostics.filter(({ code }) => code === "DW1007").map(({ span }) => JSON.stringify(span)));
  // TypeScript says of one name that it is used too early, and that nothing is assigned to it yet.
  const early = new Set(diagnostics.filter(({ message }) => message.endsWith("(TS2448)")).map(({ span }) => JSON.stringify(span)));
  const imageless = new Set<Span>();
  const mistyped = new Set<Span>();
  const described = new Set<Span>();
  for (const diagnostic of diagnostics) {
    const declaration = at(diagnostic);
    if (declaration === undefined) continue;
    if (diagnostic.code === "DW0002" && !isSurfaceCheck(diagnostic)) mistyped.add(declaration);
    if (diagnostic.code === "DW1023") imageless.add(declaration);
    if (INTERFACE.has(diagnostic.code)) described.add(declaration);
  }
  return diagnostics.filter((diagnostic) => {
    if (diagnostic.code === "DW0002" && diagnostic.message.endsWith("(TS1241)") && methods.has(JSON.stringify(diagnostic.span)))
      return false;
    if (
      early.has(JSON.stringify(diagnostic.span)) &&
      (diagnostic.message.endsWith("(TS2454)") || (diagnostic.code === "DW2111" && diagnostic.message.endsWith("is not data")))
    )
      return false;
    const declaration = at(diagnostic);
    if (declaration === undefined) return true;
    if (diagnostic.code === "DW0002" && imageless.has(declaration) && diagnostic.message.includes("'image' is missing")) return false;
    // What TypeScript cannot type is `any`: its own error says why.
    if (
      mistyped.has(declaration) &&
      ((diagnostic.code === "DW1001" && diagnostic.message.startsWith("`output")) ||
        (diagnostic.code === "DW2111" && diagnostic.message.includes(" is any")))
    )
      return false;
    return !(isSurfaceCheck(diagnostic) && (described.has(declaration) || diagnostic.message.includes("[requires]: any")));
  });
}

function contains(outer: Span, inner: Span): boolean {
  const before = (a: Span["start"], b: Span["start"]): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]);
  return outer.file === inner.file && before(outer.start, inner.start) && before(inner.end, outer.end);
}
