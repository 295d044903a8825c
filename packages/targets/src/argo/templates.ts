import { canonicalJson, type Json } from "@dagwright/protocol";
import type { Template } from "./manifest.ts";

/** The templates of one workflow; equal ones are kept once. */
export class Templates {
  private readonly byContent = new Map<string, string>();
  private readonly names = new Set<string>();
  private readonly list: Template[] = [];

  /** Adds a template under the wanted name, or one like it, and gives the name. */
  add(wanted: string, body: Omit<Template, "name">): string {
    // A template is JSON; the round trip drops members that are undefined.
    const content = canonicalJson(JSON.parse(JSON.stringify(body)) as Json);
    const known = this.byContent.get(content);
    if (known !== undefined) return known;
    let name = wanted;
    for (let count = 2; this.names.has(name); count += 1) name = `${wanted}-${count}`;
    this.names.add(name);
    this.byContent.set(content, name);
    this.list.push({ name, ...body });
    return name;
  }

  /** Callers before what they call, as one reads. */
  all(): readonly Template[] {
    return this.list.toReversed();
  }
}
