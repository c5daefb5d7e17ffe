// The page: who is signed in, what is shown, and what belongs to which button.

import * as api from "/static/api.js";
import { $, guarded, onAsk } from "/static/elements.js";
import { close, find } from "/static/find.js";
import { clearList, loadList } from "/static/list.js";
import { clearTalk, open, sendMessage, setModel, startNew } from "/static/talk.js";
import { fillWords, words } from "/static/words.js";

const PAUSE_MS = 200;
const ID = /^#([0-9a-f-]{36})$/;
let registers = false;
let draft = null;
let waiting;

function show(signedIn) {
  $("door").hidden = signedIn;
  for (const id of ["house", "account", "search", "skip"]) $(id).hidden = !signedIn;
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

async function enter() {
  const [account, card] = await Promise.all([api.me(), api.card()]);
  setModel(card.features.language_model);
  $("without-model").hidden = card.features.language_model;
  $("who").textContent = account.email;
  const asked = location.hash.match(ID)?.[1];
  show(true);
  showView("talk");
  const listed = guarded("list-fault", loadList);
  if (!asked) startNew();
  else if (!(await guarded("talk-fault", () => open(asked)))) startOver();
  if (draft?.email === account.email) $("message").value = draft.text;
  draft = null;
  await listed;
}

/** Begin a new conversation where another could not be opened, and leave the reason standing. */
function startOver() {
  if ($("house").hidden) return;
  const why = $("talk-fault").textContent;
  startNew();
  $("talk-fault").textContent = why;
}

/** Nothing of an account stays in the document when it leaves. */
function leave() {
  close();
  clearTalk();
  clearList();
  $("message").value = "";
  $("who").textContent = "";
  for (const id of ["talk-fault", "list-fault"]) $(id).textContent = "";
  show(false);
  setDoor(false);
  $("email").focus();
}

$("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  if ($("enter").disabled) return;
  $("enter").disabled = true;
  guarded("door-fault", async () => {
    await (registers ? api.register : api.signIn)($("email").value.trim(), $("password").value);
    event.target.reset();
    await enter();
  }).finally(() => { $("enter").disabled = false; });
});
$("other-door").addEventListener("click", () => { setDoor(!registers); $("email").focus(); });
$("sign-out").addEventListener("click", () => { leave(); guarded("door-fault", api.signOut); });
$("skip").addEventListener("click", () => $("message").focus());
$("new").addEventListener("click", () => { close(); showView("talk"); startNew(); });
$("views").addEventListener("click", (event) => { if (event.target.dataset.show) showView(event.target.dataset.show); });

$("say").addEventListener("submit", (event) => { event.preventDefault(); sendMessage(); });
$("message").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    sendMessage();
  }
});

const search = () => {
  clearTimeout(waiting);
  return guarded("found-fault", () => find($("query").value.trim()));
};
$("query").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, PAUSE_MS); });
$("search").addEventListener("submit", (event) => { event.preventDefault(); search(); });
$("search").addEventListener("keydown", (event) => { if (event.key === "Escape") { clearTimeout(waiting); close(); } });
$("close-search").addEventListener("click", () => { close(); $("message").focus(); });

onAsk("view", showView);
onAsk("open", ({ conversation, ...where }) => {
  clearTimeout(waiting);
  close();
  showView("talk");
  guarded("talk-fault", () => open(conversation, where));
});
onAsk("ended", () => {
  draft = { email: $("who").textContent, text: $("message").value };
  leave();
  $("door-fault").textContent = words.sessionEnded;
});
window.addEventListener("hashchange", () => {
  if ($("house").hidden) return;
  const asked = location.hash.match(ID)?.[1];
  close();
  if (asked) guarded("talk-fault", () => open(asked));
  else startNew();
});

fillWords(document);
setDoor(false);
await guarded("door-fault", async () => { if (await api.resume()) await enter(); });
if ($("house").hidden) show(false);
document.body.dataset.ready = "true";
