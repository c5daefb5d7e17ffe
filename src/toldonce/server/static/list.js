// The list of conversations.

import * as api from "/static/api.js";
import { $, ask, button, guarded, make } from "/static/elements.js";
import { day, words } from "/static/words.js";

const titles = new Map();
let current = null;

export const titleOf = (id) => titles.get(id);

function row(one) {
  const title = one.title ?? words.untitled;
  titles.set(one.conversation_id, title);
  const told = [one.last_turn_at && day(one.last_turn_at), words.turnCount(one.turn_count)].filter(Boolean).join(" · ");
  const open = button("", () => ask("open", { conversation: one.conversation_id }), { "data-id": one.conversation_id, title });
  open.append(make("span", { class: "title" }, title), make("small", {}, told));
  return make("li", {}, open);
}

/** Load the list again, or with a cursor its next page. */
export async function loadList(cursor = null) {
  const page = await api.conversations(cursor);
  const rows = page.items.map(row);
  if (page.next_cursor) {
    const more = make("li", {}, button(words.moreConversations, () => guarded("list-fault", async () => {
      await loadList(page.next_cursor);
      more.remove();
    }), { class: "more" }));
    rows.push(more);
  }
  if (cursor) $("conversations").append(...rows);
  else $("conversations").replaceChildren(...rows);
  $("no-conversations").hidden = $("conversations").childElementCount > 0;
  markCurrent(current);
}

export function markCurrent(id) {
  current = id;
  for (const one of $("conversations").querySelectorAll("button[data-id]")) {
    if (one.dataset.id === id) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
}

export function clearList() {
  titles.clear();
  current = null;
  $("conversations").replaceChildren();
  $("no-conversations").hidden = false;
}
