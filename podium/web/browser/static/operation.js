// One operation: what it needs, takes and gives, and a form to try it.

import { code, element, method } from "./elements.js";
import { example, schemaTree, typeName } from "./schema.js";
import { send } from "./trial.js";

export function operationPage(description, operation) {
  const form = element("form", {}, parameters(description, operation), body(description, operation));
  const answer = element("section", { "aria-live": "polite" });
  form.append(element("button", {}, "Send"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(operation, form, answer);
  });
  return element("article", {},
    element("h2", {}, method(operation.method), " ", code(operation.path)),
    element("p", {}, operation.summary),
    ...operation.description.split("\n\n").map((sentence) => element("p", { class: "needs" }, sentence)),
    form,
    answer,
    element("h3", {}, "Answers"),
    ...answers(description, operation));
}

function parameters(description, operation) {
  const rows = operation.parameters.map((parameter) => parameterRow(parameter));
  return rows.length ? element("fieldset", {}, element("legend", {}, "Parameters"), element("table", {}, ...rows)) : null;
}

function parameterRow(parameter) {
  const id = `${parameter.in} ${parameter.name}`;
  const needed = parameter.required ? element("em", {}, " required") : null;
  return element("tr", {},
    element("th", { scope: "row" }, element("label", { for: id }, parameter.name, needed)),
    element("td", {}, input(parameter, id)),
    element("td", {}, `${parameter.in}: `, code(typeName(parameter.schema)), " ", parameter.description ?? ""));
}

function input(parameter, id) {
  const attributes = { id, name: parameter.name, required: parameter.required, "data-in": parameter.in };
  const values = parameter.schema.enum ?? (parameter.schema.type === "boolean" ? ["true", "false"] : null);
  if (!values) return element("input", { ...attributes, autocomplete: "off", spellcheck: "false" });
  const options = ["", ...values.filter((value) => value !== null)];
  return element("select", attributes, ...options.map((value) => element("option", {}, value)));
}

function body(description, operation) {
  if (!operation.requestBody) return null;
  const [media, { schema }] = Object.entries(operation.requestBody.content)[0];
  const told = element("details", {}, element("summary", {}, "What it may hold"), schemaTree(description, schema));
  return element("fieldset", {}, element("legend", {}, `Body, ${media}`), field(description, media, schema), told);
}

function field(description, media, schema) {
  if (media.startsWith("multipart/")) return element("input", { type: "file", name: "body", "data-media": media });
  const text = media.includes("json") ? JSON.stringify(example(description, schema), null, 2) : "";
  const attributes = { name: "body", rows: Math.min(24, text.split("\n").length + 1), "data-media": media };
  return element("textarea", { ...attributes, spellcheck: "false", "aria-label": "Body" }, text);
}

function answers(description, operation) {
  return Object.entries(operation.responses).map(([status, answer]) => {
    const one = answer.$ref ? description.components.responses[answer.$ref.split("/").pop()] : answer;
    const schema = Object.values(one.content ?? {})[0]?.schema;
    return element("details", { open: status.startsWith("2") },
      element("summary", {}, status === "default" ? "otherwise" : status, " ", one.description),
      schema ? schemaTree(description, schema) : null);
  });
}
