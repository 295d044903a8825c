import { parallelScope, type Scope } from "./scope.ts";
import { inCallback, indent, type Place, type Writer } from "./writer.ts";

/** The statement in a `Promise.all` with a step that fails; `number` decides whether that is caught. */
export function besideFailure(
  writer: Writer,
  scope: Scope,
  place: Place,
  number: number,
  write: (scope: Scope, place: Place) => readonly string[],
): readonly string[] {
  const isCaught = number % 4 > 0;
  return writer.within(isCaught ? "try catch" : "inline member", () => {
    const failing = (): readonly string[] => [`say({ tag: ${writer.tag()}, text: "beside", fail: true }),`];
    const inline = (): readonly string[] => [
      "(async () => {",
      ...indent(write(parallelScope(scope), inCallback(place, "nothing"))),
      "})(),",
    ];
    const members = number % 8 > 3 ? [failing, inline] : [inline, failing];
    const all = (): readonly string[] => [
      "await Promise.all([",
      ...members.flatMap((member, index) => indent(writer.beside(index, member))),
      "]);",
    ];
    if (!isCaught) return all();
    const error = writer.name("e");
    return [
      "try {",
      ...indent(writer.within("inline member", all)),
      `} catch (${error}) {`,
      ...indent([`await note({ tag: ${writer.tag()}, text: (${error} as Error).message });`]),
      "}",
    ];
  });
}
