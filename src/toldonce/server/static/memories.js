// Memory cards, and the panel that shows them beside an answer.

import * as api from "/static/api.js";
import { $, ask, button, make } from "/static/elements.js";
import { titleOf } from "/static/list.js";
import { day, words } from "/static/words.js";

const MOST = 10;
const LOOKED_UP = 50;
const LONG = 360;
let shown = 0;

function fromHit(hit) {
  return {
    id: hit.id, type: hit.type, content: hit.content, score: hit.score, turn: hit.turn_number, at: hit.at,
    conversation: hit.conversation_id, who: hit.speaker ?? words.roles[hit.role],
    turnId: hit.kind === "turn" ? hit.id : hit.source_turn_ids[0],
  };
}

function fromActive(one) {
  return { id: one.memory_id, type: one.type, content: one.content, score: one.relevance_score, turn: one.origin_turn, sized: true };
}

/** About how many tokens of a prompt a text takes. */
const tokens = (text) => Math.ceil(text.length / 4);

/** The text in pieces, those that match in `mark`. */
function marked(text, terms) {
  if (!terms) return [text];
  return text.split(terms).map((piece, number) => (number % 2 ? make("mark", {}, piece) : piece));
}

function card(item, terms) {
  const content = make("p", { class: "content" }, ...marked(item.content, terms));
  const made = make("li", { class: "card" });
  const isMemory = item.id && item.type !== "turn";
  const size = item.sized && words.tokens(tokens(item.content));
  const told = [item.who, item.at && day(item.at), size].filter(Boolean).join(", ");
  const badge = make("span", { class: "badge" }, words.types[item.type] ?? item.type);
  made.append(make("div", { class: "top" }, badge, relevance(item.score)), content);
  if (item.content.length > LONG) {
    content.classList.add("long");
    const toggle = button(words.whole, () => {
      const isLong = content.classList.toggle("long");
      toggle.textContent = isLong ? words.whole : words.clipped;
      toggle.setAttribute("aria-expanded", String(!isLong));
    }, { class: "link", "aria-expanded": "false" });
    made.append(toggle);
  }
  made.append(make("div", { class: "bottom" }, ...(told ? [make("span", {}, told)] : []), where(item),
    ...(isMemory ? [make("a", { class: "link", href: `#/memories/${item.id}` }, words.openMemory)] : [])));
  return made;
}

function where(item) {
  if (!item.turn) return make("span");
  const title = item.conversation && titleOf(item.conversation);
  const label = words.openTurn(item.turn);
  if (!item.conversation) return make("span", {}, label);
  const go = () => ask("open", {
    conversation: item.conversation, turnId: item.turnId, keepsPanel: $("used").contains(open),
  });
  const open = button(label, go, { class: "link where" });
  if (title) open.append(words.within(title));
  return open;
}

function relevance(score) {
  const filled = make("span");
  filled.style.width = `${Math.round(100 * score)}%`;
  const bar = make("span", { class: "bar", "aria-hidden": "true" }, filled);
  return make("span", { class: "relevance" }, words.relevance(score), bar);
}

export function cards(hits, terms) {
  return hits.map((hit) => card(fromHit(hit), terms));
}

function show(title, hint, items) {
  $("used-title").textContent = title;
  $("used-hint").textContent = hint;
  $("memories").replaceChildren(...items.map((item) => card(item)));
  $("used").scrollTop = 0;
  return ++shown;
}

export const showHint = (hint) => show(words.used, hint, []);

/** What the panel is for, with an example of what will stand in it. */
export function showPurpose() {
  showHint(words.usedHint);
  const sample = card({ ...words.sample, type: "turn" });
  sample.classList.add("sample");
  $("memories").append(sample);
}

/** What was placed in the prompt for an answer; who said it, when and where is then looked up by the same question. */
export async function showUsed(active, question) {
  const items = active.map(fromActive);
  const size = items.reduce((sum, item) => sum + tokens(item.content), 0);
  const mine = show(words.used, items.length ? words.usedNow(items.length, size) : words.usedNone, items);
  if (!items.length) return;
  const found = await api.search(question, { limit: LOOKED_UP });
  if (mine !== shown) return;
  const known = new Map(found.hits.map((hit) => [hit.id, hit]));
  const detailed = items.map((item) => (known.has(item.id) ? { ...item, ...fromHit(known.get(item.id)), score: item.score } : item));
  exchangeCards(detailed.map((item) => card(item)));
}

/** Put fuller cards in the place of those that are shown; whoever stands on one with the keyboard goes on standing there. */
function exchangeCards(cards) {
  const focused = document.activeElement;
  const place = [...$("memories").children].findIndex((one) => one.contains(focused));
  $("memories").replaceChildren(...cards);
  const same = [...(cards[place]?.querySelectorAll("a, button") ?? [])]
    .find((one) => one.getAttribute("href") === focused?.getAttribute("href"));
  same?.focus();
}

/** What the memory held for a question before it was asked as the write number `seq`. */
export async function showKnownThen(question, seq) {
  const mine = show(words.knownThen, words.searching, []);
  const found = await api.search(question, { limit: MOST, known_at_seq: seq - 1 });
  if (mine !== shown) return;
  const hits = found.answerable ? found.hits : [];
  show(words.knownThen, hits.length ? words.knownThenHint(hits.length) : words.knownNothing, hits.map(fromHit));
}
