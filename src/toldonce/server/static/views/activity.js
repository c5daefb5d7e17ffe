// What went on: how much was said, learned and searched each day, how quickly it was found, and the background work.

import * as api from "/static/api.js";
import { button, guarded, make } from "/static/elements.js";
import { words } from "/static/words.js";
import { empty, heading, section } from "/static/views/layout.js";
import { jobRow } from "/static/views/jobs.js";
import { bars, inSteps } from "/static/views/plots.js";

const count = (value) => value.toLocaleString(words.locale);
const milliseconds = (value) => words.milliseconds(value);
const sum = (values) => values.reduce((total, value) => total + value, 0);

function figures(stats) {
  const shown = [[stats.turns, words.turnsTold], [stats.memories, words.memoriesTitle], [stats.conversations, words.list], [stats.by_status.superseded ?? 0, words.overtakenCount], [stats.by_status.quarantined ?? 0, words.waitingCount]];
  return make("div", { class: "figures" }, ...shown.map(([value, name]) => make("div", {}, make("b", {}, count(value)), make("span", {}, name))));
}

/** A day that a search was made on, with how long all of its searches took. */
const searched = (days) => days.filter((one) => one.searches > 0).map((one) => ({ ...one, spent: one.searches * one.search_ms_mean }));

/** How often and how quickly was searched, by every door of the service. */
function searches(days) {
  const made = searched(days);
  if (!made.length) return [make("p", { class: "hint" }, words.noSearches)];
  const total = sum(made.map((one) => one.searches));
  const mean = sum(made.map((one) => one.spent)) / total;
  const slowest = Math.max(...made.map((one) => one.search_ms_max));
  return [make("p", { class: "hint" }, words.searchTimes(total, milliseconds(mean), milliseconds(slowest))),
    bars(words.searchesOverTime, inSteps(made, "searches"), count),
    bars(words.latencyOverTime, inSteps(made, "spent", "searches"), milliseconds)];
}

export async function show(room) {
  const [stats, days, jobs] = await Promise.all([api.stats(), api.activity(), api.jobs()]);
  const plots = make("div", { class: "stack" });
  for (const [name, title] of [["turns", words.turnsOverTime], ["memories", words.memoriesOverTime]]) {
    const counted = days.filter((one) => one[name] > 0);
    if (counted.length) plots.append(bars(title, inSteps(counted, name), count));
  }
  if (!plots.childElementCount) plots.append(empty(words.noActivity, words.noActivityHint, make("a", { href: "#/chat" }, words.toChat)));
  const again = () => guarded("room-fault", () => show(room));
  const list = jobs.items.length ? make("ul", { class: "rows" }, ...jobs.items.map((job) => jobRow(job, again))) : make("p", { class: "hint" }, words.noJobs);
  room.replaceChildren(heading(words.activityTitle, words.activityLead), figures(stats), make("section", {}, plots),
    section(words.searchesTitle, make("div", { class: "stack" }, ...searches(days))),
    section(words.jobsTitle, make("div", { class: "actions" }, button(words.lookAgain, again, { class: "link" })), list));
}
