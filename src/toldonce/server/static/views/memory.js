// One memory: what it says, how it came to say it, what was said for it, what it is near to, and where it was used.

import * as api from "/static/api.js";
import { ask, button, guarded, make } from "/static/elements.js";
import { day, time, words } from "/static/words.js";
import { evidence } from "/static/views/evidence.js";
import { facts, heading, section } from "/static/views/layout.js";
import { memoryCard, slotName } from "/static/views/memory_card.js";

const NEAR = 6;

function version(one, shownId) {
  const what = one.memory_id === shownId ? make("b", { class: "said" }, one.content)
    : make("a", { class: "said", href: `#/memories/${one.memory_id}` }, one.content);
  const why = one.retracted ? words.retracted : one.superseded_at ? words.overtaken(day(one.superseded_at)) : "";
  const when = [words.saidOn(day(one.recorded_at)), one.valid_from && words.since(day(one.valid_from)), one.valid_to && words.until(day(one.valid_to)), why];
  return make("li", { class: one.status }, what, make("p", { class: "when" }, when.filter(Boolean).join(" · ")));
}

/** Memories that say something like it. */
async function related(memory) {
  const found = await api.search(memory.content, { limit: NEAR + 1, include_turns: false });
  const others = found.hits.filter((hit) => hit.id !== memory.memory_id).slice(0, NEAR);
  if (!others.length) return make("p", { class: "hint" }, words.nothingRelated);
  return make("ul", { class: "rows" }, ...others.map((hit) => make("li", {},
    make("a", { class: "grow plain", href: `#/memories/${hit.id}` }, hit.content.slice(0, 300)),
    make("span", { class: "hint" }, slotName(hit.slot)))));
}

function use(turn) {
  const open = button(words.openConversation, () => ask("open", { conversation: turn.conversation_id, turnId: turn.turn_id }), { class: "link" });
  return make("li", {}, make("div", { class: "grow" }, make("span", {}, turn.content.slice(0, 300)),
    make("small", {}, `${words.turn(turn.turn_number)} · ${day(turn.at)}, ${time(turn.at)}`)), open);
}

/** The messages for whose answers a memory was used, the newest first; more of them when they are asked for. */
async function usedFor(memory) {
  const first = await api.uses(memory.memory_id);
  if (!first.items.length) return make("p", { class: "hint" }, memory.last_used_turn ? words.usesGone : words.neverUsed);
  const list = make("ul", { class: "rows" }, ...first.items.map(use));
  let cursor = first.next_cursor;
  const more = button(words.moreUses, () => guarded("room-fault", async () => {
    more.disabled = true;
    const page = await api.uses(memory.memory_id, cursor).finally(() => { more.disabled = false; });
    list.append(...page.items.map(use));
    cursor = page.next_cursor;
    more.hidden = !cursor;
  }), { class: "link" });
  more.hidden = !cursor;
  return make("div", { class: "stack" }, list, more);
}

export async function show(room, id) {
  const [memory, history] = await Promise.all([api.memory(id), api.history(id)]);
  const changed = (became) => {
    if (became === null) location.hash = "#/memories";
    else if (became.memory_id === id) return show(room, id);
    else location.hash = `#/memories/${became.memory_id}`;
  };
  const [near, proof, uses] = await Promise.all([related(memory), evidence(memory), usedFor(memory)]);
  const percent = (share) => `${Math.round(100 * share)} %`;
  room.replaceChildren(
    make("a", { class: "link", href: "#/memories" }, words.allMemories),
    heading(words.memoryTitle),
    make("ul", { class: "stack" }, memoryCard(memory, changed, { opens: false })),
    section(words.details, facts([
      [words.slot, slotName(memory.slot)], [words.value, memory.value], [words.origin, words.origins[memory.origin]],
      [words.confidenceName, percent(memory.confidence)], [words.importance, percent(memory.importance)], [words.trust, percent(memory.trust)],
      [words.validFrom, memory.valid_from && day(memory.valid_from)], [words.validTo, memory.valid_to && day(memory.valid_to)],
      [words.recorded, day(memory.recorded_at)], [words.overtakenName, memory.superseded_at && day(memory.superseded_at)],
      [words.expires, memory.expires_at && day(memory.expires_at)],
    ])),
    section(words.historyTitle, history.length > 1 ? make("ol", { class: "versions" }, ...history.map((one) => version(one, id)))
      : make("p", { class: "hint" }, words.oneVersion)),
    section(words.evidence, proof),
    section(words.usedWhere, uses),
    section(words.related, near),
  );
}
