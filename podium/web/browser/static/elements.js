// Elements of the page, written as expressions; all text is text, never markup.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute.startsWith("on")) made.addEventListener(attribute.slice(2), value);
    else if (value === true) made.setAttribute(attribute, "");
    else if (value !== false && value != null) made.setAttribute(attribute, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

export function code(text) {
  return element("code", {}, text);
}

export function method(name) {
  return element("span", { class: `method ${name}` }, name.toUpperCase());
}
