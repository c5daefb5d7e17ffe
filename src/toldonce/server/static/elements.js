// Elements of the page: found by id, made with text. Text never becomes markup here.

export const $ = (id) => document.getElementById(id);

/** A new element; children are elements or text. */
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

/** Tell the page what was asked for, without knowing who does it. */
export function ask(name, detail) {
  document.dispatchEvent(new CustomEvent(`toldonce:${name}`, { detail }));
}

export function onAsk(name, listener) {
  document.addEventListener(`toldonce:${name}`, (event) => listener(event.detail));
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
