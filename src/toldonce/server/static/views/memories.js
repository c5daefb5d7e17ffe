// All memories: searched as one types, filtered, and in a list of which only what is seen is made.

import * as api from "/static/api.js";
import { button, choice, guarded, make } from "/static/elements.js";
import { day, words } from "/static/words.js";
import { badge, empty, field, heading } from "/static/views/layout.js";
import { badges, heldWhen, slotName } from "/static/views/memory_card.js";
import { windowed } from "/static/views/windowed.js";

const PAUSE_MS = 200;
const MOST_HITS = 50;
const chosen = { q: "", type: "", status: "current", since: "", until: "" };

function row(memory) {
  const about = [slotName(memory.slot), heldWhen(memory)].filter(Boolean).join(" · ");
  return make("a", { href: `#/memories/${memory.memory_id}`, class: memory.status },
    make("div", { class: "content" }, memory.content.slice(0, 300)),
    make("div", { class: "told" }, badges(memory), make("span", {}, about)));
}

/** Why a hit ranks where it does, below it. */
function whyThis(hit, query) {
  const reason = make("div", { class: "hint" });
  const ask = button(words.whyThis, () => guarded("room-fault", async () => {
    const why = await api.explain(query, hit.id);
    const parts = Object.entries(why.why?.parts ?? {}).map(([step, gain]) => `${words.whyParts[step] ?? step.replaceAll("_", " ")} ${gain >= 0 ? "+" : ""}${gain.toFixed(2)}`);
    reason.replaceChildren(make("p", {}, why.reason), ...(parts.length ? [make("p", {}, parts.join(" · "))] : []));
    ask.setAttribute("aria-expanded", "true");
  }), { class: "link", "aria-expanded": "false" });
  return [make("div", { class: "bottom" }, make("span", {}, day(hit.at)), ask, make("a", { class: "link", href: `#/memories/${hit.id}` }, words.openMemory)), reason];
}

function hitCard(hit, query) {
  return make("li", { class: "card memory" },
    make("div", { class: "top" }, make("span", { class: "badges" }, badge(words.types[hit.type] ?? hit.type)), make("span", {}, words.relevance(hit.score))),
    ...(hit.slot ? [make("p", { class: "slot" }, slotName(hit.slot))] : []),
    make("p", { class: "content long" }, hit.content), ...whyThis(hit, query));
}

const bounds = () => ({
  since: chosen.since && `${chosen.since}T00:00:00Z`,
  until: chosen.until && `${chosen.until}T23:59:59Z`,
});

export async function show(room) {
  const place = make("div");
  const status = make("p", { class: "hint", role: "status" });
  const box = field(words.searchMemories, { type: "search", maxlength: "500", autocomplete: "off" });
  box.classList.add("wide");
  let running = null;
  let waiting;

  async function searched(signal) {
    const { since, until } = bounds();
    const options = { limit: MOST_HITS, include_turns: false, ...(chosen.type ? { types: [chosen.type] } : {}),
      ...(since ? { since } : {}), ...(until ? { until } : {}) };
    const found = await api.search(chosen.q, options, signal);
    status.textContent = found.hits.length ? words.foundMemories(found.hits.length) : words.foundNone(chosen.q);
    place.replaceChildren(make("ul", { class: "stack" }, ...found.hits.map((hit) => hitCard(hit, chosen.q))));
  }

  async function listed(signal) {
    const options = { ...chosen, ...bounds() };
    const list = (page) => api.memories({ ...options, ...page }, signal);
    const first = await list({ cursor: null });
    const narrowed = chosen.q || chosen.type || chosen.since || chosen.until || chosen.status !== "current";
    status.textContent = "";
    if (first.items.length) {
      place.replaceChildren(windowed(words.memoriesTitle, first, list, row, (count, more) => { status.textContent = words.listed(count, more); }));
    } else if (narrowed) place.replaceChildren(empty(words.noMemoriesSo, words.noMemoriesSoHint));
    else place.replaceChildren(empty(words.noMemories, words.noMemoriesHint, make("a", { href: "#/chat" }, words.toChat)));
  }

  const load = () => guarded("room-fault", async () => {
    running?.abort();
    running = new AbortController();
    await (chosen.q && chosen.status === "current" ? searched(running.signal) : listed(running.signal));
  });
  const filter = (name) => (value) => { chosen[name] = value; return load(); };
  const date = (name, label) => {
    const made = field(label, { type: "date" });
    made.lastChild.value = chosen[name];
    made.lastChild.addEventListener("change", () => filter(name)(made.lastChild.value));
    return made;
  };
  box.lastChild.value = chosen.q;
  box.lastChild.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => filter("q")(box.lastChild.value.trim()), PAUSE_MS);
  });
  const types = Object.entries(words.types).filter(([type]) => type !== "turn");
  const statuses = [...Object.entries(words.statuses), ["all", words.anyStatus]];
  room.replaceChildren(heading(words.memoriesTitle, words.memoriesLead),
    make("div", { class: "filters", role: "search", "aria-label": words.memoriesTitle }, box,
      choice(words.type, [["", words.anyType], ...types], chosen.type, filter("type")),
      choice(words.statusName, statuses, chosen.status, filter("status")),
      date("since", words.from), date("until", words.to)),
    status, place);
  await load();
}
