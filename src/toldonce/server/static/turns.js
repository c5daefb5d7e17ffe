// Turns as they are shown: who said what, when, and where a day begins.

import { ask, button, guarded, make } from "/static/elements.js";
import { showKnownThen } from "/static/memories.js";
import { day, time, words } from "/static/words.js";

const QUOTE = /^(.*?): "(.*)"(?: \((turn \d+)\))?$/;

export function by(who, turn) {
  const made = make("div", { class: "by" }, make("b", {}, who));
  if (turn?.turn_number) made.append(make("span", { class: "number" }, words.turn(turn.turn_number)));
  if (turn?.at) made.append(make("time", { datetime: turn.at }, time(turn.at)));
  return made;
}

/** Plain text; a reply that quotes, line by line as quotations and sentences, unless a quotation has lines of its own. */
export function said(content, quotes = false) {
  const made = make("div", { class: "said" });
  const lines = content.split("\n");
  const isReadable = lines.some((line) => QUOTE.test(line)) && lines.every((line) => QUOTE.test(line) || !line.includes("\""));
  made.append(...(quotes && isReadable ? lines.filter(Boolean).map(quotation) : [content]));
  return made;
}

function quotation(line) {
  const [, told, quote, turn] = line.match(QUOTE) ?? [];
  if (quote === undefined) return make("p", {}, line);
  const caption = make("figcaption", {}, turn ? `${told}, ${turn}:` : `${told}:`);
  return make("figure", {}, caption, make("blockquote", {}, quote));
}

export function turnElement(turn, question) {
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
export function elements(turns) {
  const made = [];
  for (const [number, turn] of turns.entries()) {
    if (day(turn.at) !== (number ? day(turns[number - 1].at) : null)) made.push(dayElement(turn.at));
    made.push(turnElement(turn, turns[number - 1]));
  }
  return made;
}

export const dayElement = (at) => make("li", { class: "day" }, make("time", { datetime: at.slice(0, 10) }, day(at)));
