// The turns behind a memory, word for word, each with the way into its conversation.

import * as api from "/static/api.js";
import { ask, button, make } from "/static/elements.js";
import { day, time, words } from "/static/words.js";

/** The turns that a memory came from, as far as they still exist. */
async function turnsOf(memory) {
  const wanted = new Set(memory.source_turn_ids);
  const found = [];
  if (!memory.conversation_id || !wanted.size) return found;
  const list = (options) => api.turns(memory.conversation_id, options);
  for await (const turns of api.pages(list, {}, () => found.length < wanted.size)) {
    found.push(...turns.filter((turn) => wanted.has(turn.turn_id)));
  }
  return found;
}

function quoted(turn) {
  const open = button(words.openConversation, () => ask("open", { conversation: turn.conversation_id, turnId: turn.turn_id }), { class: "link" });
  const who = make("b", {}, turn.speaker ?? words.roles[turn.role]);
  const when = make("span", {}, `${day(turn.at)}, ${time(turn.at)}`);
  return make("div", {},
    make("div", { class: "by" }, who, make("span", {}, words.turn(turn.turn_number)), when),
    make("blockquote", { tabindex: "0" }, turn.content), open);
}

/** What was said, for a memory by its id or a whole one. */
export async function evidence(memory) {
  const whole = memory.conversation_id === undefined ? await api.memory(memory.memory_id) : memory;
  const turns = await turnsOf(whole).catch((problem) => {
    if (problem.status === 404) return [];
    throw problem;
  });
  const missing = whole.source_turn_ids.length - turns.length;
  const said = turns.map(quoted);
  if (!whole.source_turn_ids.length) said.push(make("p", { class: "hint" }, words.toldDirectly));
  else if (missing > 0) said.push(make("p", { class: "hint" }, words.evidenceElsewhere(missing)));
  return make("div", { class: "evidence" }, ...said);
}
