// What the page asks of the service, by name.

import { blob, json, Problem, publicJson, request } from "/static/transport.js";
import { words } from "/static/words.js";

const LONGEST_QUERY = 8000;
const API = "/api/v1";

const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => (value ?? "") !== ""));
const get = (path, values = {}, signal = /** @type {any} */ (undefined)) => json("GET", `${API}${path}?${query(values)}`, { signal });
const post = (path, body = /** @type {any} */ (undefined), headers = {}) => json("POST", `${API}${path}`, { body, headers });
const remove = (path, body = /** @type {any} */ (undefined)) => json("DELETE", `${API}${path}`, { body });

export const card = () => publicJson("/api");

export const conversations = (cursor) => get("/conversations", { limit: 50, cursor });
export const searchConversations = (text, signal) => get("/conversations/search", { q: text, limit: 50 }, signal);
export const changeConversation = (id, body) => json("PATCH", `${API}/conversations/${id}`, { body });
export const forgetConversation = (id) => remove(`/conversations/${id}`);
export const turns = (id, options) => get(`/conversations/${id}/turns`, { limit: 200, ...options });

export const search = (text, options = {}, signal = /** @type {AbortSignal | undefined} */ (undefined)) =>
  json("POST", `${API}/memories/search`, { body: { query: text.slice(0, LONGEST_QUERY), ...options }, signal });
export const explain = (text, id) => post("/memories/explain", { query: text.slice(0, LONGEST_QUERY), memory_id: id });

export const memories = (options, signal) => get("/memories", { limit: 200, ...options }, signal);
export const memory = (id) => get(`/memories/${id}`);
export const history = async (id) => (await get(`/memories/${id}/history`)).items;
export const confirmMemory = (id) => post(`/memories/${id}/confirm`);
export const restoreMemory = (id) => post(`/memories/${id}/restore`);
export const forgetMemory = (id, evidence) => remove(`/memories/${id}?${query({ evidence })}`);
/** Correct a memory as it is now; one that changed meanwhile is refused. */
export async function correctMemory(id, body) {
  const answer = await request("GET", `${API}/memories/${id}`);
  return json("PATCH", `${API}/memories/${id}`, { body, headers: { "If-Match": answer.headers.get("ETag") } });
}
export const profile = (options = {}) => get("/profile", options);
export const stats = () => get("/memories/stats");
export const uses = (id, cursor) => get(`/memories/${id}/uses`, { cursor });
export const activity = async () => (await get("/activity")).days;
export const changes = (options) => get("/changes", { limit: 200, ...options });
export const rollback = (seq, dryRun) => post("/rollback", { to_seq: seq, dry_run: dryRun });
export const entities = (options = {}, signal = undefined) => get("/entities", { limit: 100, ...options }, signal);
export const entity = (id) => get(`/entities/${id}`);

export const jobs = (cursor) => get("/jobs", { limit: 50, cursor });
export const job = (id) => get(`/jobs/${id}`);
export const retryJob = (id) => post(`/jobs/${id}/retry`);
export const importFile = (file, format) =>
  json("POST", `${API}/import?${query({ format })}`, { body: file, headers: { "Content-Type": file.type || "application/octet-stream" } });
export const exportAll = () => blob("POST", `${API}/export`);

export const sessions = () => get("/auth/sessions");
export const endSession = (id) => remove(`/auth/sessions/${id}`);
export const changePassword = (current, next) => post("/auth/password", { current_password: current, new_password: next });
export const keys = () => get("/auth/api-keys", { limit: 200 });
export const createKey = (name, scopes, days) => post("/auth/api-keys", { name, scopes, ...(days ? { expires_days: days } : {}) });
export const deleteKey = (id) => remove(`/auth/api-keys/${id}`);
export const forgetEverything = () => remove("/memories?confirm=all");
export const eraseAccount = (password) => remove("/auth/me", { password });

/** Every item of a list, page by page, as long as `goOn` agrees. */
export async function* pages(list, options = {}, goOn = () => true) {
  for (let cursor = null; ;) {
    const page = await list({ ...options, cursor });
    yield page.items;
    cursor = page.next_cursor;
    if (!cursor || !goOn()) return;
  }
}

/** Stream an answer; `on` gets each event's name and value. Sent again with the same key, a message is stored once. */
export async function say(message, conversationId, key, signal, on) {
  const body = { message, stream: true, ...(conversationId ? { conversation_id: conversationId } : {}) };
  const response = /** @type {any} */ (await request("POST", `${API}/conversation`, { body, signal, headers: { "Idempotency-Key": key } }));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch((fault) => {
      if (fault.name === "AbortError") throw fault;
      return { value: "", done: true };
    });
    if (done) throw new Problem(0, { message: words.cutOff });
    rest += value.replaceAll("\r\n", "\n");
    const events = rest.split("\n\n");
    rest = events.pop() ?? "";
    for (const event of events) {
      const lines = event.split("\n");
      const name = lines.find((line) => line.startsWith("event:"))?.slice(6).trim();
      const payload = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart()).join("\n");
      if (!name || !payload) continue;
      const content = JSON.parse(payload);
      if (name === "error") throw new Problem(content.status ?? 500, content);
      on(name, content);
      if (name === "done") return;
    }
  }
}
