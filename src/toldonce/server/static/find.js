// Search over everything that was said, shown in place of the conversation.

import * as api from "/static/api.js";
import { $, ask } from "/static/elements.js";
import { cards } from "/static/memories.js";
import { words } from "/static/words.js";

const MOST = 20;
let searching = /** @type {AbortController | null} */ (null);

/** Matches the words of a query, and words that begin like them. */
function terms(query) {
  const asked = query.match(/[\p{L}\p{N}]{3,}/gu);
  if (!asked) return null;
  const beginnings = [...new Set(asked.map((word) => word.slice(0, Math.max(4, word.length - 2))))];
  return new RegExp(`(?<![\\p{L}\\p{N}])((?:${beginnings.join("|")})[\\p{L}\\p{N}]*)`, "giu");
}

export async function find(query) {
  searching?.abort();
  if (!query) return close();
  searching = new AbortController();
  $("talk").hidden = true;
  $("found").hidden = false;
  $("found-status").textContent = words.searching;
  ask("view", "talk");
  let found;
  try {
    found = await api.search(query, { limit: MOST }, searching.signal);
  } catch (problem) {
    if (problem.name !== "AbortError") $("found-status").textContent = "";
    throw problem;
  }
  $("hits").replaceChildren(...cards(found.hits, terms(query)));
  $("found").scrollTop = 0;
  $("found-status").textContent = found.hits.length === 0 ? words.foundNone(query)
    : found.answerable ? words.foundSome(found.hits.length) : words.foundUnsure;
}

export function close() {
  searching?.abort();
  $("query").value = "";
  $("hits").replaceChildren();
  $("found-status").textContent = "";
  $("found").hidden = true;
  $("talk").hidden = false;
}
