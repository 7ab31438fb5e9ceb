// Sending: from the form of an operation to a request, and its answer as it came.

import { element } from "./elements.js";

const SERVICE = new URL("..", location.href).href.replace(/\/$/, "");

function address(operation, fields) {
  let path = operation.path;
  const query = new URLSearchParams();
  for (const field of fields) {
    const kind = field.dataset.in;
    if (kind === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(field.value.replaceAll("'", "''")));
    if (kind === "query" && field.value !== "") query.set(field.name, field.value);
  }
  return `${SERVICE}${path}${query.size ? `?${query}` : ""}`;
}

function headers(fields) {
  const found = new Headers({ Accept: "application/json" });
  const token = document.getElementById("token").value.trim();
  const folder = document.getElementById("folder").value.trim();
  if (token) found.set("Authorization", `Bearer ${token}`);
  if (folder) found.set("X-UIPATH-OrganizationUnitId", folder);
  for (const field of fields) if (field.dataset.in === "header" && field.value) found.set(field.name, field.value);
  return found;
}

function content(field, found) {
  if (!field) return undefined;
  if (field.type === "file") {
    const form = new FormData();
    for (const file of field.files) form.append("file", file);
    return form;
  }
  found.set("Content-Type", field.dataset.media);
  return field.value;
}

export async function send(operation, form, place) {
  const fields = [...form.elements].filter((field) => field.dataset.in);
  const found = headers(fields);
  const body = content(form.elements.namedItem("body"), found);
  const url = address(operation, fields);
  place.replaceChildren(element("p", {}, "Sent."));
  const start = performance.now();
  try {
    const answer = await fetch(url, { method: operation.method.toUpperCase(), headers: found, body });
    place.replaceChildren(...(await shown(url, answer, performance.now() - start)));
  } catch (problem) {
    place.replaceChildren(element("p", { role: "alert" }, `The server could not be reached: ${problem.message}`));
  }
}

async function shown(url, answer, milliseconds) {
  const text = await answer.text();
  const heading = `${answer.status} ${answer.statusText}, ${Math.round(milliseconds)} ms, ${text.length} characters`;
  return [
    element("h3", { class: answer.ok ? "good" : "bad" }, heading),
    element("p", {}, element("code", {}, url)),
    element("pre", { tabindex: "0" }, pretty(text)),
  ];
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
