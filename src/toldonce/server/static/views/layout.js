// What every place is made of: a heading with its lead, sections, and what stands where nothing is yet.

import { make } from "/static/elements.js";

export function heading(title, lead) {
  return make("div", {}, make("h2", { tabindex: "-1" }, title), ...(lead ? [make("p", { class: "lead" }, lead)] : []));
}

export function section(title, ...children) {
  return make("section", {}, make("h3", {}, title), ...children);
}

/** What will stand here, and how it comes about. */
export function empty(title, text, ...actions) {
  return make("div", { class: "empty" }, make("h3", {}, title), make("p", {}, text),
    ...(actions.length ? [make("div", { class: "actions" }, ...actions)] : []));
}

export function badge(text, kind = "") {
  return make("span", { class: `badge ${kind}`.trim() }, text);
}

/** Pairs of a name and a text or element; pairs without one are left out. */
export function facts(pairs) {
  const shown = pairs.filter(([, value]) => (value ?? "") !== "");
  return make("dl", { class: "facts" }, ...shown.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

/** A form whose button is pressed once at a time. */
export function form(fields, action, onSubmit, attributes = {}) {
  const submit = make("button", { type: "submit" }, action);
  const made = make("form", attributes, ...fields, submit);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.disabled) return;
    submit.disabled = true;
    await onSubmit(made);
    submit.disabled = false;
  });
  return made;
}

export function field(label, attributes = {}) {
  return make("label", { class: "field" }, make("span", {}, label), make("input", attributes));
}
