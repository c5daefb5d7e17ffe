// What went on: how much was said and learned over time, how fast this page's searches were, and the background work.

import * as api from "/static/api.js";
import { button, guarded, make } from "/static/elements.js";
import { words } from "/static/words.js";
import { empty, heading, section } from "/static/views/layout.js";
import { jobRow } from "/static/views/jobs.js";
import { bars, inSteps } from "/static/views/plots.js";

const MOST = 2_000;
const count = (value) => value.toLocaleString(words.locale);
const clock = new Intl.DateTimeFormat(words.locale, { timeStyle: "medium" });

async function all(list, options = {}) {
  const found = [];
  for await (const items of api.pages(list, options, () => found.length < MOST)) found.push(...items);
  return found;
}

function figures(stats) {
  const shown = [[stats.turns, words.turnsTold], [stats.memories, words.memoriesTitle], [stats.conversations, words.list], [stats.by_status.superseded ?? 0, words.overtakenCount], [stats.by_status.quarantined ?? 0, words.waitingCount]];
  return make("div", { class: "figures" }, ...shown.map(([value, name]) => make("div", {}, make("b", {}, count(value)), make("span", {}, name))));
}

/** Searches of this page since it was opened, with the time that the service took. */
function searches() {
  const made = api.searchesMade();
  if (!made.length) return make("p", { class: "hint" }, words.noSearches);
  const values = made.map((one) => ({ at: one.at, value: one.total }));
  const sorted = made.map((one) => one.total).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return make("div", {}, make("p", { class: "hint" }, words.searchTimes(made.length, middle)),
    bars(words.searchesTitle, values, (value) => `${value.toFixed(1)} ms`, (one) => clock.format(one.at)));
}

export async function show(room) {
  const [stats, conversations, memories, jobs] = await Promise.all([
    api.stats(), all(({ cursor }) => api.conversations(cursor)), all(api.memories, { status: "all" }), api.jobs(),
  ]);
  const title = heading(words.activityTitle, words.activityLead);
  const plots = make("div", { class: "stack" });
  const told = conversations.filter((one) => one.last_turn_at).map((one) => ({ at: one.last_turn_at, value: one.turn_count }));
  if (told.length) plots.append(bars(words.turnsOverTime, inSteps(told), count));
  const learned = memories.map((one) => ({ at: one.recorded_at, value: 1 }));
  if (learned.length) plots.append(bars(words.memoriesOverTime, inSteps(learned), count));
  if (!told.length && !learned.length) plots.append(empty(words.noActivity, words.noActivityHint, make("a", { href: "#/chat" }, words.toChat)));
  const again = () => guarded("room-fault", () => show(room));
  const list = jobs.items.length ? make("ul", { class: "rows" }, ...jobs.items.map((job) => jobRow(job, again))) : make("p", { class: "hint" }, words.noJobs);
  room.replaceChildren(title, figures(stats), make("section", {}, plots), section(words.searchesTitle, searches()),
    section(words.jobsTitle, make("div", { class: "actions" }, button(words.lookAgain, again, { class: "link" })), list));
}
