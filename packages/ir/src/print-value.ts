import { printTypeInFull as printType, type Field, type Json, type Path, type Value } from "@dagwright/protocol";

/** A value as one line of TypeScript-like text. */
export const printValue = (value: Value): string => print(value, false);

function print(value: Value, inner: boolean): string {
  const part = (child: Value): string => print(child, true);
  const grouped = (text: string): string => (inner ? `(${text})` : text);
  switch (value.kind) {
    case "literal":
      return printJson(value.value);
    case "absent":
      return "undefined";
    case "ref":
      return value.node + printPath(value.path);
    case "compare":
    case "arithmetic":
      return grouped(`${part(value.left)} ${value.op} ${part(value.right)}`);
    case "and":
      return grouped(`${part(value.left)} && ${part(value.right)}`);
    case "or":
      return grouped(`${part(value.left)} || ${part(value.right)}`);
    case "coalesce":
      return grouped(`${part(value.left)} ?? ${part(value.right)}`);
    case "not":
      return `!${part(value.operand)}`;
    case "length":
      return `${part(value.operand)}.length`;
    case "template":
      return `\`${value.parts.map((child) => (child.kind === "literal" && typeof child.value === "string" ? child.value.replaceAll(/[`\\]|\$\{/gu, "\\$&").replaceAll("\n", "\\n") : `\${${print(child, false)}}`)).join("")}\``;
    case "conditional":
      return grouped(`${part(value.test)} ? ${part(value.then)} : ${part(value.else)}`);
    case "whenSucceeded":
      return `whenSucceeded(${value.node}, ${print(value.value, false)}, ${print(value.otherwise, false)})`;
    case "glue": {
      const given = [
        ...Object.entries(value.roots).map(([name, root]) => bound(name, print(root.value, false))),
        ...Object.entries(value.constants).map(([name, constant]) => bound(name, printJson(constant))),
      ];
      return `glue@${value.place} \`${value.source.replaceAll(/\s+/gu, " ")}\`${given.length === 0 ? "" : ` {${given.join(", ")}}`}`;
    }
    case "list":
      return `[${value.items.map((item) => print(item, false)).join(", ")}]`;
    case "record":
      return `{${Object.entries(value.fields)
        .map(([name, field]) => bound(name, print(field, false)))
        .join(", ")}}`;
  }
}

const bound = (name: string, text: string): string => (name === text ? name : `${printName(name)}: ${text}`);

const NAME = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u;
export const printName = (name: string): string => (NAME.test(name) ? name : JSON.stringify(name));

export const printPath = (path: Path): string =>
  path.map((key) => (typeof key === "number" ? `[${key}]` : NAME.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join("");

export const printJson = (value: Json): string => JSON.stringify(value);

export const printField = (name: string, field: Field): string =>
  `${printName(name)}${field.optional === true ? "?" : ""}: ${printType(field.type)}`;

export const printFields = (fields: Readonly<Record<string, Field>>): string =>
  Object.entries(fields)
    .map(([name, field]) => printField(name, field))
    .join(", ");
