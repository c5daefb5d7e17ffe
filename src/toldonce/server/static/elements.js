// Elements of the page: found by id, made with text. Text never becomes markup here.

import { words } from "/static/words.js";

/** @type {(id: string) => any} */
export const $ = (id) => document.getElementById(id);

/**
 * A new element; children are elements or text.
 * @param {string} name
 * @param {Record<string, any>} attributes
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function button(label, onClick, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onClick);
  return made;
}

/** An element of a drawing. */
export function draw(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A labelled choice out of pairs of value and text. */
export function choice(label, pairs, chosen, onChange) {
  const select = make("select", {}, ...pairs.map(([value, text]) => make("option", { value }, text)));
  select.value = chosen;
  select.addEventListener("change", () => onChange(select.value));
  return make("label", { class: "field" }, make("span", {}, label), select);
}

/** Ask before something that cannot be undone. True when it was agreed to. */
export function agreed(title, text, action) {
  const dialog = make("dialog", { "aria-labelledby": "dialog-title" });
  const answer = (value) => () => dialog.close(value);
  dialog.append(
    make("h2", { id: "dialog-title" }, title),
    make("p", {}, text),
    make("div", { class: "actions" }, button(words.cancel, answer(""), { class: "quiet", autofocus: "" }), button(action, answer("yes"), { class: "danger" })),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
  });
}

/** Tell the page what was asked for, without knowing who does it. */
export function ask(name, detail) {
  document.dispatchEvent(new CustomEvent(`toldonce:${name}`, { detail }));
}

export function onAsk(name, listener) {
  document.addEventListener(`toldonce:${name}`, (event) => listener(/** @type {CustomEvent} */ (event).detail));
}

/** Do some work; what goes wrong becomes one sentence at `place`. True when nothing did. */
export async function guarded(place, work) {
  $(place).textContent = "";
  try {
    await work();
    return true;
  } catch (problem) {
    if (problem.name === "AbortError") return false;
    if (problem.status === 401 && place !== "door-fault") ask("ended");
    else $(place).textContent = problem.message;
    if (problem.status === undefined) console.error(problem);
    return false;
  }
}
