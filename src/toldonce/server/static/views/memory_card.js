// A memory with what can be done about it, in place: see its evidence, correct, confirm, restore, forget.

import * as api from "/static/api.js";
import { agreed, ask, button, make } from "/static/elements.js";
import { day, words } from "/static/words.js";
import { evidence } from "/static/views/evidence.js";
import { badge } from "/static/views/layout.js";

const LONG = 360;

/** When it holds, or held, and how often it was said. */
export function heldWhen(memory) {
  const parts = [
    memory.valid_from && words.since(day(memory.valid_from)),
    memory.valid_to && words.until(day(memory.valid_to)),
    !memory.valid_from && memory.recorded_at && words.saidOn(day(memory.recorded_at)),
    memory.due_at && words.due(day(memory.due_at)),
    memory.evidence_count > 1 && words.saidTimes(memory.evidence_count),
  ];
  return parts.filter(Boolean).join(" · ");
}

export function badges(memory) {
  const status = memory.status && memory.status !== "current" ? [badge(words.statuses[memory.status], memory.status)] : [];
  const origin = memory.origin && memory.origin !== "user" ? [badge(words.origins[memory.origin], memory.status === "quarantined" ? "quarantined" : "")] : [];
  return make("span", { class: "badges" }, badge(words.types[memory.type] ?? memory.type), ...status, ...origin);
}

function content(memory) {
  const text = make("p", { class: "content" }, memory.content);
  if (memory.content.length <= LONG) return [text];
  text.classList.add("long");
  const toggle = button(words.whole, () => {
    const isLong = text.classList.toggle("long");
    toggle.textContent = isLong ? words.whole : words.clipped;
    toggle.setAttribute("aria-expanded", String(!isLong));
  }, { class: "link", "aria-expanded": "false" });
  return [text, toggle];
}

/** Types of which the value alone tells something: what is liked, promised or asked for needs its sentence. */
const VALUED = new Set(["fact", "entity"]);

/** What a memory says, in as few words as tell it. */
export const shortly = (memory) => (VALUED.has(memory.type) && memory.value ? memory.value : memory.content);

const spaced = (name) => name.replaceAll("_", " ");

/** Whom slots are about, who is known by a key without capitals: `aunt_mary` is "Aunt Mary". */
export const subjectName = (subject) => spaced(subject).replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());

/** What a memory is about, as a person would write it: `user.marital_status` is "marital status", `nora.allergy` "Nora · allergy". */
export function slotName(slot) {
  const [subject, ...attribute] = (slot ?? "").split(".");
  if (!attribute.length) return spaced(subject);
  return [...(subject === "user" ? [] : [subjectName(subject)]), ...attribute.map(spaced)].join(" · ");
}

/**
 * The card; `changed` gets the memory that came of an action, or null when it was forgotten.
 * @param {any} memory
 * @param {(memory: any) => any} changed
 * @param {{label?: string, opens?: boolean}} options
 */
export function memoryCard(memory, changed, { label = slotName(memory.slot), opens = true } = {}) {
  const made = make("li", { class: `card memory ${memory.status ?? "current"}` });
  const fault = make("p", { class: "fault", role: "alert" });
  const body = make("div");
  const doing = async (work) => {
    fault.textContent = "";
    try {
      await work();
    } catch (problem) {
      fault.textContent = problem.message;
      if (problem.status === undefined) console.error(problem);
    }
  };

  function rest() {
    const short = shortly(memory);
    const value = short !== memory.content && short.length < 80 ? [make("p", { class: "value" }, short)] : [];
    body.replaceChildren(...(label ? [make("p", { class: "slot" }, label)] : []), ...value, ...content(memory),
      make("div", { class: "bottom" }, make("span", {}, heldWhen(memory))));
    if (memory.predecessor) body.append(make("p", { class: "hint" }, words.before, make("s", {}, memory.predecessor.value ?? memory.predecessor.content)));
    body.append(actions());
  }

  function actions() {
    const shown = make("div");
    const proof = button(words.evidence, () => doing(async () => {
      const opened = proof.getAttribute("aria-expanded") === "true";
      proof.setAttribute("aria-expanded", String(!opened));
      shown.replaceChildren(...(opened ? [] : [await evidence(memory)]));
    }), { class: "link", "aria-expanded": "false" });
    const act = (text, work, kind = "") => button(text, () => doing(work), { class: `link ${kind}`.trim() });
    const does = [proof];
    if (memory.status === "quarantined") does.push(act(words.confirm, async () => changed(await api.confirmMemory(memory.memory_id))));
    if (memory.status === "superseded") does.push(act(words.restore, async () => changed(await api.restoreMemory(memory.memory_id))));
    else does.push(act(words.correct, async () => edit()));
    does.push(act(words.forget, forget, "danger"));
    if (opens) does.push(make("a", { class: "link", href: `#/memories/${memory.memory_id}` }, words.openMemory));
    return make("div", {}, make("div", { class: "actions" }, ...does), shown);
  }

  function edit() {
    const box = make("textarea", { rows: "3", maxlength: "100000", "aria-label": words.newWording, required: "" });
    box.value = memory.content;
    const editing = make("form", {}, box, make("div", { class: "actions" }, make("button", { type: "submit" }, words.save),
      button(words.cancel, rest, { class: "quiet" })));
    editing.addEventListener("submit", (event) => {
      event.preventDefault();
      const wording = box.value.trim();
      if (!wording || wording === memory.content) return rest();
      doing(async () => changed(await api.correctMemory(memory.memory_id, { content: wording })));
    });
    editing.addEventListener("keydown", (event) => { if (event.key === "Escape") rest(); });
    body.replaceChildren(editing);
    box.focus();
  }

  async function forget() {
    if (!(await agreed(words.forgetThis, words.forgetHint(memory.content.slice(0, 160)), words.forget))) return;
    await api.forgetMemory(memory.memory_id, "erase");
    ask("forgotten");
    await changed(null);
  }

  rest();
  made.append(make("div", { class: "top" }, badges(memory), make("span", {}, words.confidence(memory.confidence))), body, fault);
  return made;
}
