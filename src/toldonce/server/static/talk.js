// One conversation: its turns, and the message that is being written.

import * as api from "/static/api.js";
import { $, ask, button, guarded, make } from "/static/elements.js";
import { loadList, markCurrent } from "/static/list.js";
import { showHint, showKnownThen, showPurpose, showUsed } from "/static/memories.js";
import { day, time, words } from "/static/words.js";

const QUOTE = /^(.*?): "(.*)"(?: \((turn \d+)\))?$/;
const NEAR_THE_END = 120;
let view = { id: null };  // What is shown; an answer that arrives for another view leaves this one alone.
let hasModel = true;

export const setModel = (present) => { hasModel = present; };

function by(who, turn) {
  const made = make("div", { class: "by" }, make("b", {}, who));
  if (turn?.turn_number) made.append(make("span", { class: "number" }, words.turn(turn.turn_number)));
  if (turn?.at) made.append(make("time", { datetime: turn.at }, time(turn.at)));
  return made;
}

/** Plain text; a reply that quotes, line by line as quotations. */
function said(content, quotes) {
  const made = make("div", { class: "said" });
  const lines = content.split("\n").map((line) => line.match(QUOTE));
  if (!quotes || !lines.every(Boolean)) {
    made.append(content);
    return made;
  }
  for (const [, told, quote, turn] of lines) {
    const caption = make("figcaption", {}, turn ? `${told}, ${turn}:` : `${told}:`);
    made.append(make("figure", {}, caption, make("blockquote", {}, quote)));
  }
  return made;
}

function turnElement(turn, question) {
  const quotes = turn.metadata?.toldonce?.extractive === true;
  const made = make("li", { class: `turn ${turn.role}`, "data-turn": turn.turn_id, tabindex: "-1" });
  made.append(by(turn.speaker ?? words.roles[turn.role], turn), said(turn.content, quotes));
  if (turn.role === "assistant" && question?.role === "user") {
    made.append(button(words.knownThen, () => {
      ask("view", "used");
      guarded("talk-fault", () => showKnownThen(question.content, question.seq));
    }, { class: "link basis" }));
  }
  return made;
}

/** Elements for turns in order, with a line wherever another day begins. */
function elements(turns) {
  const made = [];
  for (const [number, turn] of turns.entries()) {
    if (day(turn.at) !== (number ? day(turns[number - 1].at) : null)) made.push(dayElement(turn.at));
    made.push(turnElement(turn, turns[number - 1]));
  }
  return made;
}

const dayElement = (at) => make("li", { class: "day" }, make("time", { datetime: at.slice(0, 10) }, day(at)));

const isAtEnd = () => $("log").scrollHeight - $("log").scrollTop - $("log").clientHeight < NEAR_THE_END;
const toEnd = () => { $("log").scrollTop = $("log").scrollHeight; };

function welcome() {
  const examples = words.examples.map((text) => make("li", {}, button(text, () => {
    $("message").value = text;
    $("message").focus();
  }, { class: "quiet" })));
  const lead = make("p", {}, words.welcomeLead);
  return make("li", { class: "welcome" }, make("h2", {}, words.welcome), lead, make("ul", {}, ...examples));
}

function change(to) {
  view = to;
  $("send").disabled = Boolean(to.busy);
  $("talk-fault").textContent = "";
  markCurrent(to.id);
  const address = to.id ? `#${to.id}` : location.pathname;
  if (location.hash !== (to.id ? address : "")) history.pushState(null, "", address);
}

export function startNew() {
  change({ id: null });
  $("turns").replaceChildren(welcome());
  showPurpose();
  $("message").focus();
}

/** Show a conversation's newest turns; with `turnId`, at that turn, with all before them if it is among those. */
export async function open(id, { turnId, keepsPanel = false } = {}) {
  const here = { id, busy: true };
  change(here);
  $("turns").replaceChildren();
  if (!keepsPanel) showHint(words.usedChoose);
  try {
    const { items } = await api.turns(id, { newest: true });
    if (here === view) showTurns(items, here);
    if (here === view && turnId && !turnIn(turnId)) await showEarlier(here);
  } finally {
    here.busy = false;
    if (here === view) $("send").disabled = false;
  }
  if (here !== view) return;
  const wanted = turnId && turnIn(turnId);
  if (!wanted) return $("message").focus();
  wanted.focus();
  wanted.scrollIntoView({ block: "center" });
}

function showTurns(turns, here) {
  here.first = turns[0];
  $("turns").replaceChildren(...elements(turns));
  if (turns.length === 0) $("turns").append(make("li", { class: "welcome" }, make("p", {}, words.nothingSaid)));
  if (turns[0]?.turn_number > 1) {
    const earlier = button(words.earlier, () => guarded("talk-fault", () => showEarlier(here)), { class: "quiet" });
    $("turns").prepend(make("li", { class: "earlier" }, earlier));
  }
  toEnd();
}

const turnIn = (id) => $("turns").querySelector(`[data-turn="${CSS.escape(id)}"]`);

/** Put the turns before the shown ones above them, without moving what is being read. */
async function showEarlier(here) {
  const first = here.first;
  const earlier = [];
  for (let cursor = null; ;) {
    const page = await api.turns(here.id, { cursor });
    earlier.push(...page.items.filter((turn) => turn.turn_number < first.turn_number));
    cursor = page.next_cursor;
    if (!cursor || page.items.at(-1).turn_number >= first.turn_number - 1) break;
  }
  if (here !== view || here.first !== first || earlier.length === 0) return;
  here.first = earlier[0];
  const fromEnd = $("log").scrollHeight - $("log").scrollTop;
  $("turns").querySelector(".earlier").remove();
  if (day(earlier.at(-1).at) === day(first.at)) $("turns").querySelector(".day").remove();
  $("turns").prepend(...elements(earlier));
  $("log").scrollTop = $("log").scrollHeight - fromEnd;
}

export function clearTalk() {
  history.replaceState(null, "", location.pathname);
  change({ id: null });
  $("turns").replaceChildren();
  showPurpose();
}

/** Send what is in the box. When that fails it is put back, and sent again it is the same message. */
export async function sendMessage() {
  const message = $("message").value.trim();
  const here = view;
  if (!message || here.busy) return;
  here.busy = true;
  $("send").disabled = true;
  $("message").value = "";
  if (here.unsent?.message !== message) here.unsent = { message, key: crypto.randomUUID() };
  const done = await guarded("talk-fault", () => exchange(message, here));
  here.busy = false;
  if (done) {
    here.unsent = null;
    guarded("list-fault", loadList);
  }
  if (here !== view) return;
  $("send").disabled = false;
  if (!done && !$("message").value) $("message").value = message;
  $("message").focus();
}

async function exchange(message, here) {
  const now = new Date().toISOString();
  const told = turnElement({ role: "user", content: message, at: now });
  const answer = make("li", { class: "turn assistant waiting", "aria-busy": "true" });
  const answering = make("span", { class: "unseen" }, words.answering);
  const text = make("div", { class: "said" }, answering, make("span", { class: "dots" }));
  answer.append(by(hasModel ? words.roles.assistant : words.quoting), text);
  $("turns").querySelector(".welcome")?.remove();
  const lastDay = [...$("turns").querySelectorAll(".day time")].at(-1)?.textContent;
  const added = [...(lastDay === day(now) ? [] : [dayElement(now)]), told, answer];
  $("turns").append(...added);
  toEnd();
  let heard = "";
  let used = [];
  let reply;
  try {
    await api.say(message, here.id, here.unsent.key, (name, value) => {
      const atEnd = isAtEnd();
      if (name === "memories") {
        used = value;
        if (here === view) guarded("talk-fault", () => showUsed(used, message));
      } else if (name === "token") {
        answer.classList.remove("waiting");
        heard += value;
        text.textContent = heard;
      } else if (name === "done") {
        reply = value;
      }
      if (atEnd && here === view) toEnd();
    });
  } catch (problem) {
    for (const one of added) one.remove();
    if (here === view && $("turns").childElementCount === 0) $("turns").append(welcome());
    throw problem;
  }
  finish(answer, told, reply, message, here);
}

function finish(answer, told, reply, message, here) {
  const extractive = !reply.response_generated;
  const who = by(extractive ? words.quoting : words.roles.assistant);
  const whole = make("li", { class: "turn assistant" }, who, said(reply.response, extractive));
  if (reply.notice && (hasModel || !reply.notice.startsWith(words.withoutModelNotice))) {
    whole.append(make("p", { class: "notice" }, reply.notice));
  }
  whole.append(button(words.usedBy(reply.active_memories.length), () => {
    ask("view", "used");
    guarded("talk-fault", () => showUsed(reply.active_memories, message));
  }, { class: "link basis" }));
  const atEnd = isAtEnd();
  answer.replaceWith(whole);
  told.dataset.turn = reply.turn_id;
  const at = told.querySelector("time").dateTime;
  told.querySelector(".by").replaceWith(by(words.roles.user, { turn_number: reply.turn_number, at }));
  here.id = reply.conversation_id;
  if (here !== view) return;
  markCurrent(here.id);
  history.replaceState(null, "", `#${here.id}`);
  if (atEnd) toEnd();
}
