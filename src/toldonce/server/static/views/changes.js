// What changed since a day, and how it is undone: first what that would do, then, once it is agreed to, the undoing.

import * as api from "/static/api.js";
import { button, guarded, make } from "/static/elements.js";
import { day, words } from "/static/words.js";
import { field, section } from "/static/views/layout.js";

const MONTH_MS = 30 * 86_400_000;
const MOST_SHOWN = 200;
const MOST_NAMED = 50;

/** The number after which the changes since a moment begin. Numbers and moments grow together, so halving finds it. */
async function numberBefore(from) {
  const isBefore = async (seq) => {
    const { items: [next] } = await api.changes({ from_seq: seq, limit: 1 });
    return next !== undefined && Date.parse(next.at) < from ? next.seq : null;
  };
  let low = 0;
  let high = (await api.changes({ limit: 1 })).up_to_seq;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const next = await isBefore(middle);
    if (next === null) high = middle;
    else low = next;
  }
  return low;
}

function row(one) {
  return make("li", {},
    make("span", { class: "badge" }, words.actions[one.action]),
    one.memory ? make("a", { class: "grow plain", href: `#/memories/${one.memory_id}` }, one.memory.content.slice(0, 200))
      : make("span", { class: "grow hint" }, words.forgotten),
    make("small", {}, day(one.at)));
}

/** Memories by their ids, as rows under what happens to them; those beyond the first are only counted. */
async function named(ids, action) {
  const shown = await Promise.all(ids.slice(0, MOST_NAMED).map((id) => api.memory(id)));
  const rows = shown.map((one) => make("li", {}, make("span", { class: "badge" }, action), make("span", { class: "grow" }, one.content.slice(0, 200))));
  if (ids.length > shown.length) rows.push(make("li", { class: "hint" }, words.andMore(ids.length - shown.length)));
  return rows;
}

/** What undoing would do, in a dialog that is agreed to or not. True when it was undone. */
async function undo(seq, since) {
  const would = await api.rollback(seq, true);
  const rows = [...await named(would.closed, words.wouldClose), ...await named(would.reopened, words.wouldReopen)];
  const dialog = make("dialog", { class: "wide", "aria-labelledby": "undo-title" });
  const answer = (value) => () => dialog.close(value);
  dialog.append(make("h2", { id: "undo-title" }, words.undoAsk(since)),
    make("p", {}, rows.length ? words.undoHint : words.undoNothing),
    ...(rows.length ? [make("ul", { class: "rows", tabindex: "0" }, ...rows)] : []),
    make("div", { class: "actions" }, button(words.cancel, answer(""), { class: "quiet", autofocus: "" }),
      ...(rows.length ? [button(words.undo, answer("yes"), { class: "danger" })] : [])));
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => { dialog.addEventListener("close", resolve, { once: true }); });
  dialog.remove();
  if (dialog.returnValue !== "yes") return false;
  await api.rollback(seq, false);
  return true;
}

/** The part of the timeline about changes; `changed` is called when they were undone. */
export function changesSection(changed) {
  const since = field(words.changesSince, { type: "date", required: "" });
  const box = since.lastChild;
  const found = make("div");
  box.value = new Date(Date.now() - MONTH_MS).toISOString().slice(0, 10);

  const compare = () => guarded("room-fault", async () => {
    if (!box.value) return;
    const wanted = box.value;
    found.replaceChildren();
    const seq = await numberBefore(box.valueAsNumber);
    const items = [];
    for await (const page of api.pages(api.changes, { from_seq: seq }, () => items.length <= MOST_SHOWN)) items.push(...page);
    if (box.value !== wanted) return;
    if (!items.length) return found.replaceChildren(make("p", { class: "hint" }, words.noChanges));
    const start = button(words.undoThese, () => guarded("room-fault", async () => {
      if (await undo(seq, day(wanted))) await changed();
    }), { class: "quiet" });
    found.replaceChildren(make("div", { class: "actions above" }, start), ...(items.length > MOST_SHOWN ? [make("p", { class: "hint" }, words.changesCut(MOST_SHOWN))] : []),
      make("ol", { class: "rows" }, ...items.slice(0, MOST_SHOWN).reverse().map(row)));
  });
  box.addEventListener("change", compare);
  return { place: section(words.changesTitle, since, found), compare };
}
