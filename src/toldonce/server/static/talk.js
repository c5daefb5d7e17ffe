// One conversation: its turns, and the message that is being written.

import * as api from "/static/api.js";
import { draftOf, keepDraft } from "/static/drafts.js";
import { $, ask, button, guarded, make } from "/static/elements.js";
import { loadList, markCurrent } from "/static/list.js";
import { showHint, showPurpose, showUsed } from "/static/memories.js";
import { newKey } from "/static/transport.js";
import { by, dayElement, elements, said, turnElement } from "/static/turns.js";
import { day, words } from "/static/words.js";

const NEAR_THE_END = 120;
let view = { id: null };  // What is shown; an answer that arrives for another view leaves this one alone.
let hasModel = true;

export const shownConversation = () => view.id;
export const setModel = (present) => { hasModel = present; };

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

const addressOf = (id) => (id ? `#/chat/${id}` : "#/chat");

function change(to) {
  view = to;
  showBusy(to);
  $("talk-fault").textContent = "";
  $("message").value = draftOf(to.id);
  markCurrent(to.id);
  showAddress(to.id);
  if (location.hash !== addressOf(to.id) && (to.id || location.hash)) history.pushState(null, "", addressOf(to.id));
}

/** Where the list of places leads back to. */
function showAddress(id) {
  $("rail").querySelector("[data-place=chat]").href = addressOf(id);
}

function showBusy(here) {
  $("send").disabled = Boolean(here.busy);
  $("send").hidden = Boolean(here.answering);
  $("stop").hidden = !here.answering;
}

export function startNew() {
  change({ id: null });
  $("turns").replaceChildren(welcome());
  showPurpose();
  $("message").focus();
}

/** Show a conversation's newest turns; with `turnId`, at that turn, with all before them if it is among those. */
export async function open(id, { turnId = /** @type {any} */ (null), keepsPanel = false } = {}) {
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
    if (here === view) showBusy(here);
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
  view.answering?.abort();
  view = { id: null };
  showBusy(view);
  $("message").value = "";
  $("turns").replaceChildren();
  showPurpose();
}

export const keepWriting = () => keepDraft(view.id, $("message").value);
export const stopAnswer = () => view.answering?.abort();

/** Send what is in the box. When that fails it is put back, and sent again it is the same message. */
export async function sendMessage() {
  const message = $("message").value.trim();
  const here = view;
  if (!message || here.busy) return;
  here.busy = true;
  here.answering = new AbortController();
  showBusy(here);
  $("message").value = "";
  if (here.unsent?.message !== message) here.unsent = { message, key: newKey() };
  const draftPlace = here.id;
  const done = await guarded("talk-fault", () => exchange(message, here));
  here.busy = false;
  here.answering = null;
  if (done) {
    here.unsent = null;
    if (draftOf(draftPlace).trim() === message) keepDraft(draftPlace, "");
    guarded("list-fault", loadList);
  }
  if (here !== view) return;
  showBusy(here);
  if (!done && !$("message").value) $("message").value = message;
  if (isWaiting()) $("message").focus();
}

/** Whether nobody has gone elsewhere meanwhile; what held the focus and was hidden has left it to the whole page. */
const isWaiting = () => document.activeElement === document.body || $("say").contains(document.activeElement);

async function exchange(message, here) {
  const now = new Date().toISOString();
  const told = turnElement({ role: "user", content: message, at: now });
  const answer = make("li", { class: "turn assistant waiting", "aria-busy": "true" });
  const text = make("div", { class: "said" }, make("span", { class: "unseen" }, words.answering), make("span", { class: "dots" }));
  answer.append(by(hasModel ? words.roles.assistant : words.quoting), text);
  $("turns").querySelector(".welcome")?.remove();
  const lastDay = [...$("turns").querySelectorAll(".day time")].at(-1)?.textContent;
  const added = [...(lastDay === day(now) ? [] : [dayElement(now)]), told, answer];
  $("turns").append(...added);
  toEnd();
  let heard = "";
  let reply;
  try {
    await api.say(message, here.id, here.unsent.key, here.answering.signal, (name, value) => {
      const atEnd = isAtEnd();
      if (name === "memories") {
        here.heard = true;
        if (here === view) guarded("talk-fault", () => showUsed(value, message));
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
    if (problem.name === "AbortError" && here.heard) return stopped(answer, here);
    for (const one of added) one.remove();
    if (here === view && $("turns").childElementCount === 0) $("turns").append(welcome());
    throw problem;
  }
  finish(answer, told, reply, message, here);
}

/** What was written until its reader stopped it stays; a conversation that it began is the newest one. */
async function stopped(answer, here) {
  answer.removeAttribute("aria-busy");
  if (answer.classList.contains("waiting")) answer.querySelector(".said").replaceChildren();
  answer.append(make("p", { class: "notice" }, words.stopped));
  if (here.id) return;
  const { items } = await api.conversations();
  here.id = items.toSorted((one, other) => other.created_at.localeCompare(one.created_at))[0]?.conversation_id ?? null;
  if (here === view && here.id) settle(here);
}

/** Name the shown conversation where it is named, once it has its id. */
function settle(here) {
  markCurrent(here.id);
  showAddress(here.id);
  if (!$("house").hidden) history.replaceState(null, "", addressOf(here.id));
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
  settle(here);
  if (atEnd) toEnd();
}
