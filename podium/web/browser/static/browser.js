// The page: the list of operations, the search in it, and which operation is shown.

import { element, method } from "./elements.js";
import { operationPage } from "./operation.js";

const list = document.getElementById("list");
const main = document.getElementById("operation");
const search = document.getElementById("search");

function operationsOf(description) {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, operation]) => ({ path, method: name, ...operation })),
  );
}

function matches(operation, words) {
  const text = [operation.path, operation.operationId, operation.summary, operation.description].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function link(operation) {
  const last = operation.path.split("/").pop().replace(/^UiPath[\w.]*\./, "");
  const attributes = { href: `#${operation.operationId}`, title: operation.path };
  return element("li", {}, element("a", attributes, method(operation.method), " ", last));
}

function showList(operations) {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = operations.filter((operation) => matches(operation, words));
  const areas = [...byArea(found)].sort(([one], [other]) => one.localeCompare(other));
  const sections = areas.map(([area, ones]) =>
    element("details", { open: words.length > 0 },
      element("summary", {}, area, element("small", {}, ` ${ones.length}`)),
      element("ul", {}, ...ones.map(link))),
  );
  list.replaceChildren(...sections);
  document.getElementById("found").textContent = `${found.length} of ${operations.length} operations`;
}

function byArea(operations) {
  const areas = new Map();
  for (const one of operations) areas.set(one.tags[0], [...(areas.get(one.tags[0]) ?? []), one]);
  return areas;
}

function showOperation(description, operations) {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const operation = operations.find((one) => one.operationId === wanted);
  main.replaceChildren(operation ? operationPage(description, operation) : welcome(description, operations));
  document.title = operation ? `${operation.operationId} · Podium API` : "Podium API";
  if (operation) main.focus({ preventScroll: true });
  scrollTo(0, 0);
}

function welcome(description, operations) {
  return element("section", {},
    element("h2", {}, `${operations.length} operations, version ${description.info.version}`),
    element("p", {}, "Choose an operation on the left, or search for its name, its path or a permission it needs. ",
      "To try operations, paste a token above; it stays in this page and is forgotten with it."));
}

async function start() {
  const answer = await fetch("../openapi.json");
  if (!answer.ok) throw new Error(`The description could not be read: ${answer.status}.`);
  const description = await answer.json();
  const operations = operationsOf(description);
  search.addEventListener("input", () => showList(operations));
  window.addEventListener("hashchange", () => showOperation(description, operations));
  showList(operations);
  showOperation(description, operations);
}

start().catch((problem) => main.replaceChildren(element("p", { role: "alert" }, problem.message)));
