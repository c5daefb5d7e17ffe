// API keys: made, shown once with what to do with them, and revoked.

import * as api from "/static/api.js";
import { agreed, button, choice, guarded, make } from "/static/elements.js";
import { day, words } from "/static/words.js";
import { field, form, section } from "/static/views/layout.js";

const SCOPES = ["memories:read", "memories:write", "memories:delete", "chat"];
const LIVES = ["", "30", "90", "365"];

/** How a key is used, ready to be pasted. */
export function snippets(key, origin) {
  return {
    curl: `curl ${origin}/api/v1/memories/search \\\n  -H "X-API-Key: ${key}" \\\n  -H "Content-Type: application/json" \\\n  -d '{"query": "What is my boat called?"}'`,
    Python: `from toldonce import Client\n\nwith Client("${origin}", api_key="${key}") as memory:\n    print(memory.search("What is my boat called?").hits)`,
    OpenAI: `from openai import OpenAI\n\nclient = OpenAI(base_url="${origin}/v1", api_key="${key}")`,
    MCP: JSON.stringify({ mcpServers: { toldonce: { url: `${origin}/mcp`, headers: { Authorization: `Bearer ${key}` } } } }, null, 2),
  };
}

/** Copies a text; where the browser refuses that, it is selected instead. */
function copyButton(text, source) {
  const copy = button(words.copy, async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = words.copied;
    } catch {
      getSelection()?.selectAllChildren(source);
      copy.textContent = words.selected;
    }
  }, { class: "quiet" });
  return copy;
}

function shownOnce(made) {
  const code = make("code", {}, made.api_key);
  const ready = Object.entries(snippets(made.api_key, location.origin)).map(([name, text]) => {
    const source = make("pre", { tabindex: "0" }, text);
    return make("details", {}, make("summary", {}, name), source, copyButton(text, source));
  });
  ready[0].open = true;
  return make("div", { class: "secret stack" }, make("p", {}, make("b", {}, words.keyOnce)), code,
    make("div", { class: "actions" }, copyButton(made.api_key, code)), ...ready);
}

function row(key, again) {
  const told = [key.scopes.join(", "), words.madeOn(day(key.created_at)), key.expires_at ? words.until(day(key.expires_at)) : "",
    key.last_used_at ? words.usedOn(day(key.last_used_at)) : words.unused];
  return make("li", {}, make("div", { class: "grow" }, make("b", {}, key.name), make("small", {}, `${key.key_prefix}…`),
    make("small", {}, told.filter(Boolean).join(" · "))),
    button(words.revoke, () => guarded("room-fault", async () => {
      if (!(await agreed(words.revokeAsk(key.name), words.revokeHint, words.revoke))) return;
      await api.deleteKey(key.key_id);
      await again();
    }), { class: "quiet", "aria-label": words.revokeKey(key.name) }));
}

export async function keysSection() {
  const list = make("div");
  const fresh = make("div", { role: "status" });
  const load = async () => {
    const { items } = await api.keys();
    list.replaceChildren(items.length ? make("ul", { class: "rows" }, ...items.map((key) => row(key, load))) : make("p", { class: "hint" }, words.noKeys));
  };
  const name = field(words.keyName, { type: "text", required: "", maxlength: "200", autocomplete: "off" });
  let days = "";
  const life = choice(words.keyLife, LIVES.map((one) => [one, words.keyLives(one)]), days, (value) => { days = value; });
  const rights = make("fieldset", {}, make("legend", { class: "hint" }, words.keyScopes), ...SCOPES.map((scope) => {
    const box = make("input", { type: "checkbox", name: scope });
    box.checked = true;
    return make("label", {}, box, ` ${words.scopes[scope]}`);
  }));
  const creating = form([name, rights, life], words.createKey, (made) => guarded("room-fault", async () => {
    const scopes = SCOPES.filter((scope) => made.elements[scope].checked);
    fresh.replaceChildren(shownOnce(await api.createKey(name.lastChild.value.trim(), scopes, Number(days))));
    name.lastChild.value = "";
    await load();
  }), { class: "narrow" });
  await load();
  return section(words.keysTitle, make("p", { class: "hint" }, words.keysHint), fresh, list, make("details", {}, make("summary", {}, words.newKey), creating));
}
