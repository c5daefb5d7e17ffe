// What was being written, kept for each conversation until it is sent or its account signs out.

const PREFIX = "toldonce.draft.";
let account = "";

const nameOf = (conversation) => `${PREFIX}${account}.${conversation ?? "new"}`;

export const setDraftOwner = (email) => { account = email; };
export const draftOf = (conversation) => sessionStorage.getItem(nameOf(conversation)) ?? "";

export function keepDraft(conversation, text) {
  if (text) sessionStorage.setItem(nameOf(conversation), text);
  else sessionStorage.removeItem(nameOf(conversation));
}

export function clearDrafts() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
}
