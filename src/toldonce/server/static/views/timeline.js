// Facts as spans over time, a slider to any day between, and what changed since a day.

import * as api from "/static/api.js";
import { choice, draw, guarded, make } from "/static/elements.js";
import { day, time, toTheSecond, words } from "/static/words.js";
import { changesSection } from "/static/views/changes.js";
import { empty, heading, section } from "/static/views/layout.js";
import { shortly, slotName } from "/static/views/memory_card.js";

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** The steps of the slider: the longest of which there are enough between the first memory and now. */
const STEPS_MS = [DAY_MS, 3_600_000, 60_000, SECOND_MS];
const FEWEST_STEPS = 200;
const MOST_SLOTS = 40;
const MOST_MEMORIES = 2_000;
const PAUSE_MS = 120;
const LONGEST_LABEL = 60;
/** The width of a character of a label, in pixels: of wide ones, so that a label never leaves the drawing. */
const CHARACTER = 7.5;

/** What ended before it was told, and began nobody knows when, stands at its end. */
const begins = (memory) => {
  const told = Date.parse(memory.recorded_at);
  if (memory.valid_from) return Date.parse(memory.valid_from);
  return memory.valid_to ? Math.min(told, Date.parse(memory.valid_to)) : told;
};
const ends = (memory, now) => {
  const end = memory.valid_to ?? memory.superseded_at;
  return Math.max(begins(memory), end ? Math.min(Date.parse(end), now) : now);
};
const dayOf = (ms) => day(new Date(ms).toISOString());

/** Every memory that is about a slot, grouped by it: first what has changed, then what is about the user. */
async function spans() {
  const now = Date.now();
  const found = [];
  const list = (options) => api.memories({ status: "all", ...options });
  for await (const items of api.pages(list, {}, () => found.length < MOST_MEMORIES)) found.push(...items);
  const slots = new Map();
  for (const one of found) {
    if (!one.slot || one.status === "quarantined") continue;
    slots.set(one.slot, [...(slots.get(one.slot) ?? []), one]);
  }
  const grouped = [...slots.entries()].map(([slot, memories]) => ({ slot, memories: memories.sort((a, b) => begins(a) - begins(b) || ends(a, now) - ends(b, now)) }));
  const changes = ({ memories }) => memories.filter((one) => one.status === "superseded").length;
  const ofOthers = ({ slot }) => Number(!slot.startsWith("user."));
  return grouped.sort((a, b) => changes(b) - changes(a) || ofOthers(a) - ofOthers(b)).slice(0, MOST_SLOTS);
}

const clipped = (text, most) => (text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text);

function drawing(slots, first, last, width, at) {
  const scale = (ms) => 4 + ((ms - first) / (last - first)) * (width - 8);
  const rows = [draw("text", { x: 4, y: 14, class: "soft" }, dayOf(first)), draw("text", { x: width - 4, y: 14, class: "soft", "text-anchor": "end" }, words.now)];
  let y = 44;
  for (const { slot, memories } of slots) {
    rows.push(draw("text", { x: 4, y, class: "soft" }, slotName(slot)));
    for (const memory of memories) {
      const x = Math.min(scale(begins(memory)), width - 8);
      const end = scale(ends(memory, last));
      const bar = draw("rect", { x, y: y + 6, width: Math.max(4, end - x), height: 7, rx: 3.5, class: `span ${memory.status}` });
      const isLate = x > width * 0.6;
      const anchor = isLate ? { x: width - 10, "text-anchor": "end" } : { x };
      const text = clipped(shortly(memory), Math.min(LONGEST_LABEL, Math.floor((width - (isLate ? 20 : x)) / CHARACTER)));
      const label = draw("text", { ...anchor, y: y + 28, ...(memory.status === "superseded" ? { class: "struck" } : {}) }, text);
      rows.push(draw("a", { href: `#/memories/${memory.memory_id}` }, draw("title", {}, memory.content.slice(0, 300)), bar, label));
      y += 32;
    }
    y += 24;
  }
  const line = draw("line", { x1: scale(at), x2: scale(at), y1: 20, y2: y, class: "now" });
  const made = draw("svg", { class: "drawing", viewBox: `0 0 ${width} ${y}`, width, height: y, role: "group", "aria-label": words.spansTitle }, ...rows, line);
  return { made, move: (ms) => { for (const end of ["x1", "x2"]) line.setAttribute(end, String(scale(ms))); } };
}

/** What was true at a time (`as_of`), or had been said by then (`known_at`), by slot. */
async function heldThen(meaning, ms) {
  const profile = await api.profile({ [meaning]: new Date(ms).toISOString() });
  const row = (name, entry, text) => make("li", {}, make("span", { class: "hint name" }, name),
    make("a", { class: "grow plain", href: `#/memories/${entry.memory_id}` }, text));
  const rows = profile.slots.flatMap((slot) => slot.entries.map((entry) => row(slotName(slot.slot), entry, shortly(entry))));
  for (const kind of ["instructions", "preferences", "commitments"]) {
    rows.push(...profile[kind].map((entry) => row(words.types[entry.type], entry, entry.content)));
  }
  return rows.length ? make("ul", { class: "rows" }, ...rows) : make("p", { class: "hint" }, words.nothingThen);
}

export async function show(room) {
  const slots = await spans();
  const title = heading(words.timelineTitle, words.timelineLead);
  if (!slots.length) {
    room.replaceChildren(title, empty(words.noTimeline, words.noTimelineHint, make("a", { href: "#/chat" }, words.toChat)));
    return;
  }
  const now = Date.now();
  // The service tells times to the microsecond, of which a browser keeps the milliseconds: one more is after the moment.
  const first = 1 + Math.min(now - SECOND_MS, ...slots.flatMap((one) => one.memories.map(begins)));
  const step = STEPS_MS.find((one) => (now - first) / one >= FEWEST_STEPS) ?? SECOND_MS;
  const steps = Math.ceil((now - first) / step);
  const slider = make("input", { type: "range", min: 0, max: steps, value: steps, step: 1, "aria-label": words.asOf });
  const shownTime = make("output", {}, words.now);
  const then = make("div", { "aria-live": "polite" });
  const plot = make("figure", { class: "plotted" });
  const isNow = () => Number(slider.value) === steps;
  const chosen = () => (isNow() ? now : first + Number(slider.value) * step);
  const named = (ms) => (step === DAY_MS ? dayOf(ms) : `${dayOf(ms)}, ${(step === SECOND_MS ? toTheSecond : time)(new Date(ms).toISOString())}`);
  let meaning = "as_of";
  const changes = changesSection(async () => {
    await show(room);
    room.querySelector("h2").after(make("p", { class: "done", role: "status" }, words.undone));
  });
  let picture;
  let waiting;
  let asked = 0;

  const travel = () => guarded("room-fault", async () => {
    const mine = ++asked;
    const list = await heldThen(meaning, isNow() ? Date.now() : chosen());
    if (mine === asked) then.replaceChildren(list);
  });
  slider.addEventListener("input", () => {
    shownTime.textContent = isNow() ? words.now : named(chosen());
    slider.setAttribute("aria-valuetext", shownTime.textContent);
    picture.move(chosen());
    clearTimeout(waiting);
    waiting = setTimeout(travel, PAUSE_MS);
  });
  room.replaceChildren(title,
    make("div", {}, make("div", { class: "asof" }, make("div", { class: "actions" }, make("p", { class: "hint grow" }, words.asOf, " ", shownTime),
      choice(words.meaning, Object.entries(words.meanings), meaning, (value) => { meaning = value; return travel(); })), slider),
    make("div", { class: "beside" }, section(words.spansTitle, plot), section(words.thenTitle, then))), changes.place);
  let width = 0;
  new ResizeObserver(() => {
    if (plot.clientWidth === width) return;
    width = plot.clientWidth;
    picture = drawing(slots, first, now, Math.max(240, width - 34), chosen());
    plot.replaceChildren(picture.made);
  }).observe(plot);
  await Promise.all([travel(), changes.compare()]);
}
