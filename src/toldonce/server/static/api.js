// Calls to the service. The access token lives in this module only; the refresh token in the tab's session storage, so that a
// reload of the tab stays signed in and closing it signs out.

import { words } from "/static/words.js";

const REFRESH = "toldonce.refresh";
const LONGEST_QUERY = 8000;
const EARLY_MS = 20_000;
let access = null;
let endsAt = 0;
let refreshing = null;

export class Problem extends Error {
  constructor(status, body) {
    super(body?.message ?? words.status(status));
    this.status = status;
    this.code = body?.error ?? "unknown";
  }
}

async function send(method, path, { body, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(access ? { Authorization: `Bearer ${access}` } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    throw new Problem(0, { message: words.unreachable });
  }
  if (!response.ok) throw new Problem(response.status, await response.json().catch(() => null));
  return response;
}

async function authorised(method, path, options) {
  if (access && Date.now() > endsAt - EARLY_MS) await resume();
  try {
    return await send(method, path, options);
  } catch (problem) {
    if (problem.status !== 401 || !(await resume())) throw problem;
    return send(method, path, options);
  }
}

async function json(method, path, options) {
  const response = await authorised(method, path, options);
  return response.status === 204 ? null : response.json();
}

function keep(pair) {
  access = pair.access_token;
  endsAt = Date.now() + 1000 * pair.expires_in;
  sessionStorage.setItem(REFRESH, pair.refresh_token);
}

function forget() {
  access = null;
  sessionStorage.removeItem(REFRESH);
}

async function refresh() {
  const token = sessionStorage.getItem(REFRESH);
  if (!token) return false;
  access = null;
  try {
    keep(await (await send("POST", "/api/v1/auth/refresh", { body: { refresh_token: token } })).json());
    return true;
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    forget();
    return false;
  }
}

/** Continue the tab's session. A refresh token works once, so calls that need it at the same time share one exchange. */
export function resume() {
  refreshing ??= refresh().finally(() => { refreshing = null; });
  return refreshing;
}

export async function signIn(email, password) {
  access = null;
  keep(await (await send("POST", "/api/v1/auth/login", { body: { email, password } })).json());
}

export async function register(email, password) {
  access = null;
  await send("POST", "/api/v1/auth/register", { body: { email, password } });
  await signIn(email, password);
}

export async function signOut() {
  try {
    await authorised("POST", "/api/v1/auth/logout");
  } catch (problem) {
    if (problem.status !== 401) throw problem;
  } finally {
    forget();
  }
}

const query = (values) => new URLSearchParams(Object.entries(values).filter(([, value]) => (value ?? null) !== null));

export const card = async () => (await send("GET", "/api")).json();
export const me = () => json("GET", "/api/v1/auth/me");
export const conversations = (cursor) => json("GET", `/api/v1/conversations?${query({ limit: 50, cursor })}`);
export const turns = (id, options) => json("GET", `/api/v1/conversations/${id}/turns?${query({ limit: 200, ...options })}`);
export const search = (text, options = {}, signal = undefined) =>
  json("POST", "/api/v1/memories/search", { body: { query: text.slice(0, LONGEST_QUERY), ...options }, signal });

/** Stream an answer; `on` gets each event's name and value. Sent again with the same key, a message is stored once. */
export async function say(message, conversationId, key, on) {
  const body = { message, stream: true, ...(conversationId ? { conversation_id: conversationId } : {}) };
  const response = await authorised("POST", "/api/v1/conversation", { body, headers: { "Idempotency-Key": key } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch(() => ({ done: true }));
    if (done) throw new Problem(0, { message: words.cutOff });
    rest += value.replaceAll("\r\n", "\n");
    const events = rest.split("\n\n");
    rest = events.pop();
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
