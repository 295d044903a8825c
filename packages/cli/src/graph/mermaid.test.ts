import {
  approval,
  attempt,
  branch,
  call,
  compare,
  component,
  document,
  fail,
  field,
  forEach,
  group,
  literal,
  loop,
  NUMBER,
  pipeline,
  ref,
  region,
  STRING,
  task,
} from "@dagwright/ir/testing";
import { expect, test } from "vitest";
import { quoted } from "./label.ts";
import { mermaid } from "./mermaid.ts";

const steps = { load: component({}, NUMBER), use: component({ n: NUMBER }, NUMBER), tell: component({ text: STRING }) };

test("steps are boxes and arrows are what waits for what", () => {
  const doc = document(steps, {
    main: pipeline(
      region([
        task("load", "load"),
        task("first", "use", { n: ref("load") }),
        task("second", "use", { n: ref("first") }, { order: ["load"] }),
      ]),
      {
        inputs: { table: { type: STRING } },
      },
    ),
  });
  expect(mermaid(doc, "main")).toBe(`flowchart TD
  n1(["main(table)"])
  n2["load"]
  n3["first: use"]
  n4["second: use"]
  n2 --> n3
  n2 --> n4
  n3 --> n4
  n1 --> n2
`);
});

test("every region has a frame of its own", () => {
  const body = region([task("inner", "load")]);
  const doc = document(steps, {
    main: pipeline(
      region([
        branch("choice", compare(literal(1), "<", literal(2)), body, region([fail("no", literal('no "luck"'))])),
        forEach("each", literal([1, 2]), region([task("one", "use", { n: ref("each-item") })]), { concurrency: 3 }),
        loop(
          "turns",
          { n: { type: NUMBER, init: literal(0), next: literal(1) } },
          compare(ref("turns-state", "n"), "<", literal(1)),
          region([task("turn", "load")]),
        ),
        attempt("tried", region([task("risky", "load")]), {
          catch: region([task("caught", "load")]),
          finally: region([task("after", "load")]),
        }),
        group("both", [{ region: region([task("left", "load")]), value: field(NUMBER) }, { region: region([task("right", "load")]) }]),
        approval("ask", literal("go?")),
        call("nested", "other"),
        attempt("hollow", region([]), {}),
      ]),
      { onExit: task("tidy", "tell", { text: literal("x") }) },
    ),
    other: pipeline(region([])),
  });
  const drawn = mermaid(doc, "main");
  expect(drawn).toMatchInlineSnapshot(`
    "flowchart TD
      n1(["main"])
      subgraph n2 ["if 1 #60; 2"]
        subgraph n3 ["then"]
          n4["inner: load"]
        end
        subgraph n5 ["else"]
          n6>"fail: no #34;luck#34;"]
        end
      end
      subgraph n7 ["each: for each of [1,2], 3 at a time"]
        n8["one: use"]
      end
      subgraph n9 ["turns: while n #60; 1, at most 10 turns"]
        n10["turn: load"]
      end
      subgraph n11 ["tried: try"]
        subgraph n12 ["body"]
          n13["risky: load"]
        end
        subgraph n14 ["catch"]
          n15["caught: load"]
        end
        subgraph n16 ["finally"]
          n17["after: load"]
        end
      end
      subgraph n18 ["both: side by side"]
        subgraph n19 ["1"]
          n20["left: load"]
        end
        subgraph n21 ["2"]
          n22["right: load"]
        end
      end
      n23{{"approval ask"}}
      n24[/"nested: pipeline other"/]
      n25["hollow: try"]
      subgraph n26 ["on exit"]
        n27["tidy: tell"]
      end
      n1 --> n2
      n1 --> n7
      n1 --> n9
      n1 --> n11
      n1 --> n18
      n1 --> n23
      n1 --> n24
      n1 --> n25
    "
  `);
  expect(drawn.match(/\bsubgraph\b/gu)).toHaveLength(drawn.match(/^ +end$/gmu)?.length ?? -1);
});

test("a block that the source has not named is called by what it is", () => {
  const turns = loop(
    "while-2",
    { n: { type: NUMBER, init: literal(0), next: literal(1) } },
    compare(ref("while-2-state", "n"), "<", literal(1)),
    region([attempt("try", region([task("load", "load")]), {})]),
  );
  const drawn = mermaid(document(steps, { main: pipeline(region([turns])) }), "main");
  expect(drawn).toContain('["while n #60; 1, at most 10 turns"]');
  expect(drawn).toContain('["try"]');
});

test("nothing in a label is read as markup", () => {
  expect(quoted('a "b" <i>c</i> & `d` #35; \\n\n e')).toBe('"a #34;b#34; #60;i#62;c#60;/i#62; #38; #96;d#96; #35;35#59; #92;n e"');
});
