// Types: as a tree to read, and as an example to start a body from.

import { code, element } from "./elements.js";

const DEEPEST = 4;

export function resolved(description, schema) {
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => resolved(description, part)));
  const one = schema.anyOf?.find((part) => part.type !== "null") ?? schema;
  if (!one.$ref) return one;
  return one.$ref.split("/").slice(1).reduce((place, name) => place[name], description);
}

export function typeName(schema) {
  if (schema.allOf) return typeName(schema.allOf[0]);
  if (schema.anyOf) return schema.anyOf.map(typeName).join(" or ");
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.type === "array") return `list of ${typeName(schema.items)}`;
  const kinds = [schema.type ?? "anything"].flat().join(" or ");
  return schema.format ? `${kinds} (${schema.format})` : kinds;
}

function limits(schema) {
  const said = [];
  if (schema.enum) said.push(`one of ${schema.enum.filter((value) => value !== null).join(", ")}`);
  if (schema.maxLength) said.push(`at most ${schema.maxLength} characters`);
  if (schema.minimum !== undefined) said.push(`from ${schema.minimum}`);
  if (schema.maximum !== undefined) said.push(`to ${schema.maximum}`);
  if (schema.readOnly) said.push("answers only");
  if (schema.writeOnly) said.push("requests only");
  return said.join("; ");
}

export function schemaTree(description, schema, depth = 0) {
  const inner = inside(description, schema);
  const members = Object.entries(inner.properties ?? {});
  if (members.length === 0 || depth === DEEPEST) return element("p", {}, code(typeName(schema)), " ", limits(schema));
  return element("table", {}, ...members.map(([name, member]) => row(description, inner, name, member, depth)));
}

function inside(description, schema) {
  const one = resolved(description, schema);
  return one.type === "array" ? resolved(description, one.items) : one;
}

function row(description, parent, name, member, depth) {
  const needed = parent.required?.includes(name) ? element("em", {}, " required") : null;
  const told = element("td", {}, code(typeName(member)), " ", limits(member));
  if (inside(description, member).properties && depth + 1 < DEEPEST) told.append(folded(description, member, depth + 1));
  return element("tr", {}, element("th", { scope: "row" }, name, needed), told);
}

function folded(description, member, depth) {
  const fold = element("details", {}, element("summary", {}, "members"));
  const open = () => fold.children.length > 1 || fold.append(schemaTree(description, member, depth));
  fold.addEventListener("toggle", open);
  return fold;
}

export function example(description, schema, depth = 0) {
  const one = resolved(description, schema);
  if (one.enum) return one.enum[0];
  const kind = [one.type].flat()[0];
  if (kind === "array") return depth < DEEPEST ? [example(description, one.items, depth + 1)] : [];
  if (kind === "object") return depth < DEEPEST ? exampleObject(description, one, depth + 1) : {};
  if (kind === "string") return one.format === "date-time" ? new Date().toISOString() : "";
  return { integer: one.minimum ?? 0, number: 0, boolean: false }[kind] ?? null;
}

function exampleObject(description, schema, depth) {
  const members = Object.entries(schema.properties ?? {}).filter(([, member]) => !member.readOnly);
  const wanted = members.filter(([name]) => !schema.required || schema.required.includes(name));
  return Object.fromEntries(wanted.map(([name, member]) => [name, example(description, member, depth)]));
}
