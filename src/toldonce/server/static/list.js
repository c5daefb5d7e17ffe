// The list of conversations: found by words, renamed, pinned, erased; more of it comes as it is scrolled.

import * as api from "/static/api.js";
import { $, agreed, ask, button, guarded, make } from "/static/elements.js";
import { day, words } from "/static/words.js";

const titles = new Map();
let current = null;
let searching = /** @type {AbortController | null} */ (null);
let loads = 0;
const nearEnd = new IntersectionObserver((seen) => {
  for (const one of seen) if (one.isIntersecting) /** @type {HTMLElement} */ (one.target).click();
});

export const titleOf = (id) => titles.get(id);

function row(one) {
  const title = one.title ?? words.untitled;
  titles.set(one.conversation_id, title);
  const told = [one.last_turn_at && day(one.last_turn_at), words.turnCount(one.turn_count)].filter(Boolean).join(" · ");
  const open = button("", () => ask("open", { conversation: one.conversation_id }), { "data-id": one.conversation_id, title });
  const name = make("span", { class: "title" }, title);
  if (one.pinned) open.append(make("span", { class: "pin" }, words.pinned));
  open.append(name, make("small", {}, told));
  const made = make("li", {}, open);
  made.append(menu(one, title, made));
  return made;
}

function menu(one, title, place) {
  const change = (body) => guarded("list-fault", async () => {
    await api.changeConversation(one.conversation_id, body);
    await loadList();
  });
  const erase = () => guarded("list-fault", async () => {
    if (!(await agreed(words.eraseConversation(title), words.eraseConversationHint, words.erase))) return;
    await api.forgetConversation(one.conversation_id);
    if (current === one.conversation_id) ask("new");
    await loadList();
  });
  return make("details", { class: "menu" },
    make("summary", { "aria-label": words.changeConversation(title), title: words.change }, "⋯"),
    make("div", { class: "actions" },
      button(words.rename, () => rename(title, place, change), { class: "link" }),
      button(one.pinned ? words.unpin : words.pin, () => change({ pinned: !one.pinned }), { class: "link" }),
      button(words.erase, erase, { class: "link danger" })));
}

function rename(title, place, change) {
  const box = make("input", { type: "text", maxlength: 200, "aria-label": words.newTitle });
  box.value = title;
  let ended = false;
  const end = (keeps) => {
    if (ended) return;
    ended = true;
    const wanted = box.value.trim();
    if (keeps && wanted && wanted !== title) change({ title: wanted });
    else loadList();
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") end(true);
    if (event.key === "Escape") end(false);
  });
  box.addEventListener("blur", () => end(true));
  place.replaceChildren(box);
  box.select();
}

/** Load the list again, or with a cursor its next page. What arrives after a later load began is not shown. */
export async function loadList(cursor = null) {
  if (!cursor) loads += 1;
  const load = loads;
  const wanted = $("list-query").value.trim();
  searching?.abort();
  searching = wanted ? new AbortController() : null;
  const page = wanted ? await api.searchConversations(wanted, searching?.signal) : await api.conversations(cursor);
  if (load !== loads) return;
  const rows = page.items.map(row);
  if (page.next_cursor && !wanted) {
    const more = button(words.moreConversations, () => guarded("list-fault", async () => {
      nearEnd.unobserve(more);
      more.disabled = true;
      await loadList(page.next_cursor);
      more.parentElement.remove();
    }), { class: "more" });
    rows.push(make("li", {}, more));
    nearEnd.observe(more);
  }
  if (cursor) $("conversations").append(...rows);
  else $("conversations").replaceChildren(...rows);
  $("no-conversations").textContent = wanted ? words.noSuchConversation : words.noConversations;
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
  $("list-query").value = "";
  $("conversations").replaceChildren();
  $("no-conversations").hidden = false;
}
