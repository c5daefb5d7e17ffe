// The account: name and password, where it is signed in, its keys, and the way out for good.

import * as api from "/static/api.js";
import { agreed, ask, button, guarded, make } from "/static/elements.js";
import { day, time, words } from "/static/words.js";
import { field, form, heading, section } from "/static/views/layout.js";
import { keysSection } from "/static/views/keys.js";
import { save } from "/static/views/transfer.js";

function password() {
  const done = make("p", { class: "hint", role: "status" });
  const old = field(words.currentPassword, { type: "password", autocomplete: "current-password", required: "", maxlength: "1024" });
  const next = field(words.newPassword, { type: "password", autocomplete: "new-password", required: "", minlength: "8", maxlength: "1024" });
  return form([old, next, make("p", { class: "hint" }, words.passwordChangeHint), done], words.changePassword, (made) => guarded("room-fault", async () => {
    done.textContent = "";
    await api.changePassword(old.lastChild.value, next.lastChild.value);
    made.reset();
    done.textContent = words.passwordChanged;
  }), { class: "narrow" });
}

async function sessions(again) {
  const { items } = await api.sessions();
  return make("ul", { class: "rows" }, ...items.map((one) => make("li", {},
    make("div", { class: "grow" }, make("span", {}, one.current ? words.thisSession : words.otherSession),
      make("small", {}, words.sessionTimes(day(one.created_at), `${day(one.last_used_at)}, ${time(one.last_used_at)}`))),
    ...(one.current ? [] : [button(words.endSession, () => guarded("room-fault", async () => {
      await api.endSession(one.session_id);
      await again();
    }), { class: "quiet" })]))));
}

/** What was erased, signed, to be kept. */
function receiptOf(receipt, title) {
  const text = JSON.stringify(receipt, null, 2);
  const counts = Object.entries(receipt.counts).filter(([, value]) => value).map(([name, value]) => `${name} ${value}`).join(" · ");
  return make("div", { class: "stack" }, make("h3", {}, title), make("p", {}, counts || words.nothingErased),
    make("pre", { tabindex: "0" }, text),
    make("div", { class: "actions" }, button(words.keepReceipt, () => save(new Blob([text], { type: "application/json" }), `receipt-${receipt.receipt_id}.json`), { class: "quiet" })));
}

function showReceipt(receipt, title, closed) {
  const dialog = make("dialog", { "aria-label": title }, receiptOf(receipt, title));
  dialog.append(make("div", { class: "actions" }, button(words.close, () => dialog.close(), { autofocus: "" })));
  dialog.addEventListener("close", () => { dialog.remove(); closed(); });
  document.body.append(dialog);
  dialog.showModal();
}

function eraseMemory() {
  return make("div", { class: "stack" }, make("p", { class: "hint" }, words.eraseMemoryHint), make("div", { class: "actions" },
    button(words.eraseMemory, () => guarded("room-fault", async () => {
      if (!(await agreed(words.eraseMemoryAsk, words.eraseMemoryHint, words.erase))) return;
      showReceipt(await api.forgetEverything(), words.erased, () => { ask("emptied"); });
    }), { class: "danger" })));
}

function eraseAccount() {
  const proof = field(words.password, { type: "password", autocomplete: "current-password", required: "", maxlength: "1024" });
  const made = form([make("p", { class: "hint" }, words.eraseAccountHint), proof], words.eraseAccount, () => guarded("room-fault", async () => {
    if (!(await agreed(words.eraseAccountAsk, words.eraseAccountHint, words.erase))) return;
    const receipt = await api.eraseAccount(proof.lastChild.value);
    showReceipt(receipt, words.accountErased, () => ask("departed"));
  }), { class: "narrow" });
  made.querySelector("button").classList.add("danger");
  return made;
}

export async function show(room) {
  const signedIn = make("div");
  const list = async () => signedIn.replaceChildren(await sessions(list));
  const perilous = section(words.erasing, eraseMemory(), make("hr"), eraseAccount());
  perilous.classList.add("perilous");
  room.replaceChildren(heading(words.accountTitle, words.accountLead), await keysSection(),
    section(words.sessionsTitle, signedIn), section(words.password, password()), perilous);
  await list();
}
