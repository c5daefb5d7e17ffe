// Calls to the service. The access token lives in this module only; the refresh token in the tab's session storage, so that a
// reload of the tab stays signed in and closing it signs out.

const REFRESH = "toldonce.refresh";
let access = null;

export class Problem extends Error {
  constructor(status, body) {
    super(body?.message ?? `The service answered with status ${status}.`);
    this.status = status;
    this.code = body?.error ?? "unknown";
  }
}

async function send(method, path, { body, headers = {}, signal } = {}) {
  let response;
  try {
    response = await fetch(`/api/v1${path}`, {
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
    throw new Problem(0, { message: "The service cannot be reached. Check that it runs, then try again." });
  }
  if (!response.ok) throw new Problem(response.status, await response.json().catch(() => null));
  return response;
}

async function authorised(method, path, options) {
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
  sessionStorage.setItem(REFRESH, pair.refresh_token);
}

export async function resume() {
  const token = sessionStorage.getItem(REFRESH);
  if (!token) return false;
  try {
    keep(await (await send("POST", "/auth/refresh", { body: { refresh_token: token } })).json());
    return true;
  } catch (problem) {
    if (problem.status === 401) forget();
    return false;
  }
}

function forget() {
  access = null;
  sessionStorage.removeItem(REFRESH);
}

export async function signIn(email, password) {
  keep(await (await send("POST", "/auth/login", { body: { email, password } })).json());
}

export async function register(email, password) {
  await send("POST", "/auth/register", { body: { email, password } });
  await signIn(email, password);
}

export async function signOut() {
  try {
    await authorised("POST", "/auth/logout");
  } finally {
    forget();
  }
}

export const me = () => json("GET", "/auth/me");
export const conversations = () => json("GET", "/conversations?limit=100");
export const turns = (id, cursor) =>
  json("GET", `/conversations/${id}/turns?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
export const search = (query, signal) => json("POST", "/memories/search", { body: { query, limit: 20 }, signal });

/** Stream an answer; `on` gets each event's name and value. */
export async function say(message, conversationId, key, on) {
  const body = { message, stream: true, ...(conversationId ? { conversation_id: conversationId } : {}) };
  const response = await authorised("POST", "/conversation", { body, headers: { "Idempotency-Key": key } });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value.replaceAll("\r\n", "\n");
    const events = rest.split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const lines = event.split("\n");
      const name = lines.find((line) => line.startsWith("event:"))?.slice(6).trim();
      const payload = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart()).join("\n");
      if (name && payload) on(name, JSON.parse(payload));
    }
  }
}
