import { compile, openFrontend } from "@dagwright/compiler";
import { renderDiagnostics } from "@dagwright/ir";
import { mkdtempSync, readdirSync } from "node:fs";
import { join, basename } from "node:path";
import { pathToFileURL } from "node:url";
import { observeInterpreter, observeLocalRunner, observePlainNode } from "../support/observe.ts";
import { quickFolder, stepsInThisProcess } from "../support/steps-in-this-process.ts";
const print = (...a: any[]) => { process.stdout.write(a.join(" ") + "\n"); };
const HERE = import.meta.dirname;
const wanted = process.argv.slice(2);
const files = readdirSync(HERE).filter((f) => /^p\d+.*\.ts$/.test(f) && (wanted.length === 0 || wanted.some((w) => f.startsWith(w)))).map((f) => join(HERE, f)).sort();
let left = files;
let pipelines: any[] = [];
const refused = new Set<string>();
for (;;) {
  const made = await compile({ entries: left });
  const errors = made.diagnostics.filter((d) => d.severity === "error" || process.env.HINTS);
  if (errors.length > 0) print(renderDiagnostics(errors, (f) => made.frontend.sourceText(f)));
  const real = made.diagnostics.filter((d) => d.severity === "error");
  const bad = new Set(real.map((d) => d.span === undefined ? "" : basename(d.span.file)));
  for (const b of bad) refused.add(b);
  pipelines = [...made.pipelines];
  if (real.length === 0) break;
  const next = left.filter((f) => !bad.has(basename(f)));
  if (next.length === left.length || next.length === 0) { left = []; break; }
  left = next;
}
print("REFUSED", [...refused].join(" "));
const home = mkdtempSync(join(quickFolder(), "fresh-a-"));
const sorted = (v: any): any => Array.isArray(v) ? v.map(sorted) : v && typeof v === "object" ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => a < b ? -1 : 1).filter(([k]) => k !== "key" && k !== "digest").map(([k, x]) => [k, sorted(x)])) : v;
for (const file of left) {
  const module: any = await import(pathToFileURL(file).href).catch((e) => { print("IMPORT", file, e); return {}; });
  const name = module.default?.pipelineName ?? basename(file, ".ts");
  const p = pipelines.find((q) => q.name === basename(file, ".ts"));
  if (!p) { print("NO PIPELINE", name, pipelines.map((q) => q.name)); continue; }
  for (const inputs of module.CASES ?? [{}]) {
    const t = async (f: () => Promise<any>) => { try { return await f(); } catch (e: any) { return { threw: String(e?.stack ?? e).slice(0, 600) }; } };
    const a = await t(() => observePlainNode(file, (module.PLAIN ?? ((x: any) => x))(inputs)));
    const b = await t(() => observeInterpreter(p, inputs));
    const c = await t(() => observeLocalRunner(p, inputs, () => {}, { platform: stepsInThisProcess, home }));
    const [sa, sb, sc] = [a, b, c].map((x) => JSON.stringify(sorted(JSON.parse(JSON.stringify(x))), null, process.env.V ? 1 : 0));
    const short = (x: any) => JSON.stringify({ s: x.status, o: x.output, f: x.failure, n: x.calls?.length, t: x.threw });
    if (sa === sb && sb === sc) print("ok  ", name, JSON.stringify(inputs), short(a));
    else print("DIFF", name, JSON.stringify(inputs), "\n  plain ", sa, "\n  interp", sb === sa ? "=" : sb, "\n  local ", sc === sa ? "=" : sc);
  }
}
process.exit(0);
