import { describe, expect, it } from "vitest";
import { openText } from "../../test/project.ts";
import { constantDate } from "./constant-date.ts";

/** The constant that `export default component(<text>, …)`'s first argument is as a date. */
function dateOf(text: string): string | undefined {
  const frontend = openText(
    `import { component } from "dagwright";\nconst DAY = "2024-05-01";\nexport const step = component(${text} as never, async (): Promise<void> => {});\nexport { DAY };`,
  );
  const [argument] = frontend.declarations()[0]?.args ?? [];
  return argument === undefined ? undefined : constantDate(frontend, argument);
}

describe("a constant date", () => {
  it.each([
    ['new Date("2024-05-01")', "2024-05-01T00:00:00.000Z"],
    ["new Date(DAY)", "2024-05-01T00:00:00.000Z"],
    ['new Date("2024-05-01T10:00:00+02:00")', "2024-05-01T08:00:00.000Z"],
    ["new Date(0)", "1970-01-01T00:00:00.000Z"],
  ])("%s is the text that crosses", (text, iso) => {
    expect(dateOf(text)).toBe(iso);
  });

  it.each(["new Date()", 'new Date("2024-05-01T10:00")', "new Date(2024, 4, 1)", 'new Date("soon")', "new Map()", '"2024-05-01"'])(
    "%s is none: there is no such instant, or another one in another place",
    (text) => {
      expect(dateOf(text)).toBeUndefined();
    },
  );
});
