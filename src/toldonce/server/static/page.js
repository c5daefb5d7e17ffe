// The page: who is signed in, what is shown, and what belongs to which button.

import * as api from "/static/api.js";
import { clearDrafts, setDraftOwner } from "/static/drafts.js";
import { $, button, guarded, make, onAsk } from "/static/elements.js";
import { close, find } from "/static/find.js";
import { clearList, loadList } from "/static/list.js";
import { clearTalk, keepWriting, open, sendMessage, setModel, shownConversation, startNew, stopAnswer } from "/static/talk.js";
import { beginVisit, endVisit, forget, register, resume, signIn, signOut } from "/static/transport.js";
import { fillWords, words } from "/static/words.js";

const PAUSE_MS = 200;
const ADDRESS = /^#\/([a-z]+)(?:\/([0-9a-f-]{36}))?$/;
/** The views besides the conversation; each is loaded when it is first gone to. */
const VIEWS = {
  you: () => import("/static/views/you.js"),
  memories: (id) => (id ? import("/static/views/memory.js") : import("/static/views/memories.js")),
  timeline: () => import("/static/views/timeline.js"),
  entities: () => import("/static/views/entities.js"),
  activity: () => import("/static/views/activity.js"),
  transfer: () => import("/static/views/transfer.js"),
  account: () => import("/static/views/account.js"),
};
let registers = false;
let waiting;

function address() {
  const [, name = "chat", id = null] = location.hash.match(ADDRESS) ?? [];
  return { name, id };
}

function show(signedIn) {
  $("door").hidden = signedIn;
  for (const id of ["frame", "rail", "account", "search", "skip"]) $(id).hidden = !signedIn;
  if (!signedIn) $("room-content").replaceChildren();
}

function showPlace(name) {
  $("house").hidden = name !== "chat";
  $("room").hidden = name === "chat";
  document.title = name === "chat" ? words.product : `${words[`place_${name}`] ?? words.product} · ${words.product}`;
  for (const one of $("rail").querySelectorAll("a")) {
    if (one.dataset.place === name) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
}

/** Go where the address says. */
async function go() {
  const { name, id } = address();
  showPlace(name);
  if (name === "chat") return goToChat(id);
  close();
  const content = make("div", { class: `room ${name}` });
  $("room-content").replaceChildren(content);
  $("room").scrollTop = 0;
  $("room").setAttribute("aria-busy", "true");
  const isShown = await guarded("room-fault", async () => {
    if (!VIEWS[name]) throw Object.assign(new Error(words.noSuchPlace), { status: 404 });
    await (await VIEWS[name](id)).show(content, id);
  });
  if (!content.isConnected) return;
  $("room").removeAttribute("aria-busy");
  if (!isShown && VIEWS[name]) content.replaceChildren(button(words.retry, go, { class: "quiet" }));
  if (!content.contains(document.activeElement)) content.querySelector("h2")?.focus();
}

async function goToChat(id) {
  $("room-content").replaceChildren();
  if (id === shownConversation() && $("turns").childElementCount) return;
  close();
  if (!id) startNew();
  else if (!(await guarded("talk-fault", () => open(id)))) startOver();
}

function showView(name) {
  $("house").dataset.view = name;
  for (const one of $("views").querySelectorAll("button")) one.setAttribute("aria-pressed", String(one.dataset.show === name));
}

function setDoor(register) {
  registers = register;
  $("door-title").textContent = register ? words.registerTitle : words.signInTitle;
  $("enter").textContent = register ? words.register : words.signIn;
  $("other-door").textContent = register ? words.toSignIn : words.toRegister;
  $("password-rule").hidden = !register;
  $("password").autocomplete = register ? "new-password" : "current-password";
  $("door-fault").textContent = "";
}

async function enter(account) {
  beginVisit();
  setDraftOwner(account.email);
  const card = await api.card();
  setModel(card.features.language_model);
  $("without-model").hidden = card.features.language_model;
  $("who").textContent = account.email;
  show(true);
  showView("talk");
  await Promise.all([guarded("list-fault", loadList), go()]);
}

/** Begin a new conversation where another could not be opened, and leave the reason standing. */
function startOver() {
  if ($("frame").hidden) return;
  const why = $("talk-fault").textContent;
  startNew();
  $("talk-fault").textContent = why;
}

/** Nothing of an account stays in the document when it leaves. */
function leave() {
  endVisit();
  close();
  clearTalk();
  clearList();
  $("who").textContent = "";
  for (const id of ["talk-fault", "list-fault", "room-fault"]) $(id).textContent = "";
  for (const one of document.querySelectorAll("dialog")) one.close();
  document.title = words.product;
  show(false);
  setDoor(false);
  $("email").focus();
}

/** Leave for good: drafts and address go as well. */
function depart() {
  clearDrafts();
  leave();
  history.replaceState(null, "", location.pathname);
}

$("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  if ($("enter").disabled) return;
  $("enter").disabled = true;
  guarded("door-fault", async () => {
    const account = await (registers ? register : signIn)($("email").value.trim(), $("password").value);
    event.target.reset();
    await enter(account);
  }).finally(() => { $("enter").disabled = false; });
});
$("other-door").addEventListener("click", () => { setDoor(!registers); $("email").focus(); });
$("sign-out").addEventListener("click", () => { depart(); guarded("door-fault", signOut); });
$("skip").addEventListener("click", () => ($("house").hidden ? $("room-content").querySelector("h2") : $("message"))?.focus());
$("new").addEventListener("click", () => { close(); showView("talk"); startNew(); });
$("views").addEventListener("click", (event) => { if (event.target.dataset.show) showView(event.target.dataset.show); });

$("say").addEventListener("submit", (event) => { event.preventDefault(); sendMessage(); });
$("stop").addEventListener("click", stopAnswer);
$("message").addEventListener("input", keepWriting);
$("message").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    sendMessage();
  }
});
let waitingForList;
$("list-query").addEventListener("input", () => {
  clearTimeout(waitingForList);
  waitingForList = setTimeout(() => guarded("list-fault", loadList), PAUSE_MS);
});

const search = () => {
  clearTimeout(waiting);
  const wanted = $("query").value.trim();
  if (wanted && $("house").hidden) showPlace("chat");
  return guarded("found-fault", () => find(wanted));
};
$("query").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, PAUSE_MS); });
$("search").addEventListener("submit", (event) => { event.preventDefault(); search(); });
/** Leave the search for where it was begun. */
function closeSearch() {
  clearTimeout(waiting);
  close();
  showPlace(address().name);
}
$("search").addEventListener("keydown", (event) => { if (event.key === "Escape") closeSearch(); });
$("close-search").addEventListener("click", () => { closeSearch(); if (!$("house").hidden) $("message").focus(); });

onAsk("view", showView);
onAsk("new", startNew);
onAsk("departed", () => { forget(); depart(); });
onAsk("forgotten", () => { clearTalk(); guarded("list-fault", loadList); });
onAsk("emptied", () => { clearDrafts(); clearList(); clearTalk(); guarded("list-fault", loadList); go(); });
onAsk("open", ({ conversation, ...where }) => {
  clearTimeout(waiting);
  close();
  showPlace("chat");
  $("room-content").replaceChildren();
  showView("talk");
  guarded("talk-fault", () => open(conversation, where));
});
onAsk("ended", () => {
  if ($("frame").hidden) return;
  leave();
  $("door-fault").textContent = words.sessionEnded;
});
$("rail").addEventListener("click", (event) => {
  if (event.target.closest("a")?.hash === location.hash) go();
});
window.addEventListener("hashchange", () => { if (!$("frame").hidden) go(); });
const showConnection = () => { $("offline").hidden = navigator.onLine; };
window.addEventListener("online", () => {
  showConnection();
  if (!$("frame").hidden && $("room-fault").textContent) go();
});
window.addEventListener("offline", showConnection);

fillWords(document);
setDoor(false);
showConnection();
await guarded("door-fault", async () => {
  const account = await resume();
  if (account) await enter(account);
});
if ($("frame").hidden) show(false);
document.body.dataset.ready = "true";
performance.mark("toldonce:ready");
