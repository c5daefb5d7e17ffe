// What do you know about me: the profile by slot, and apart from it what waits to be confirmed.

import * as api from "/static/api.js";
import { make } from "/static/elements.js";
import { words } from "/static/words.js";
import { empty, heading, section } from "/static/views/layout.js";
import { memoryCard, slotName, subjectName } from "/static/views/memory_card.js";

const cards = (entries, changed, label) =>
  make("ul", { class: "grid" }, ...entries.map((entry) => memoryCard(entry, changed, label === undefined ? {} : { label })));

/** Slots of one subject, in the order in which the profile names them. */
function subjects(slots) {
  const grouped = new Map();
  for (const slot of slots) grouped.set(slot.subject, [...(grouped.get(slot.subject) ?? []), slot]);
  return grouped;
}

function slotCards(slots, changed) {
  const made = slots.flatMap((slot) => slot.entries.map((entry) => memoryCard(entry, changed, { label: slotName(slot.attribute) })));
  return make("ul", { class: "grid" }, ...made);
}

export async function show(room) {
  const changed = () => show(room);
  const [profile, waiting] = await Promise.all([api.profile(), api.memories({ status: "quarantined", limit: 100 })]);
  const shown = [heading(words.you, words.youLead)];
  for (const [subject, slots] of subjects(profile.slots)) {
    shown.push(section(subject === "user" ? words.aboutYou : words.about(subjectName(subject)), slotCards(slots, changed)));
  }
  for (const kind of ["instructions", "preferences", "commitments"]) {
    if (profile[kind].length) shown.push(section(words[kind], cards(profile[kind], changed, "")));
  }
  if (shown.length === 1) {
    shown.push(empty(words.youEmpty, words.youEmptyHint, make("a", { href: "#/chat" }, words.toChat)));
  }
  if (profile.truncated) shown.push(make("p", { class: "hint" }, words.youMore));
  if (waiting.items.length) {
    const apart = section(words.quarantine, make("p", { class: "hint" }, words.quarantineHint), cards(waiting.items, changed));
    apart.classList.add("quarantine");
    shown.push(apart);
  }
  room.replaceChildren(...shown);
}
