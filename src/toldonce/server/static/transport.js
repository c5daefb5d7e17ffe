// Requests to the service, and the session that lets them in. Its tokens are in cookies that no script can read; kept here is
// only the token against forged requests, and in the browser's storage when the session wants to be prolonged.

import { words } from "/static/words.js";

const RENEW_AT = "toldonce.renewAt";
const EARLY_MS = 20_000;
/** How often a read is sent again where the service has too much to do, and how long is waited before. */
const RETRIES = 3;
const RETRY_MS = 1_000;
const SESSION = "/api/v1/auth/session";
let csrf = null;
let renewing = null;
/** The visit of the account that is signed in; what was asked in one that is over is not answered. */
let visit = /** @type {object | null} */ (null);

/** What went wrong, as one sentence; `status` 0: the service was not reached. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.message ?? words.status(status));
    this.status = status;
    this.code = body?.error ?? "unknown";
  }
}

/** A key that makes a write safe to repeat. `randomUUID` is missing where the page came over plain HTTP. */
export const newKey = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16)).join("-");

async function send(method, path, { body, headers = {}, signal } = /** @type {any} */ ({})) {
  const isJson = body !== undefined && !(body instanceof Blob);
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: {
        ...(isJson ? { "Content-Type": "application/json" } : {}),
        ...(csrf && method !== "GET" ? { "X-CSRF-Token": csrf } : {}),
        ...headers,
      },
      body: isJson ? JSON.stringify(body) : body,
    });
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    throw new Problem(0, { message: words.unreachable });
  }
  if (!response.ok) throw new Problem(response.status, await response.json().catch(() => null));
  return response;
}

/** A read that is refused because there is too much to do is repeated: a view asks for several things at once. */
async function sendPatiently(method, path, options) {
  for (let left = method === "GET" ? RETRIES : 0; ; left -= 1) {
    try {
      return await send(method, path, options);
    } catch (problem) {
      if (problem.status !== 503 || !left || options?.signal?.aborted) throw problem;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** Begin a visit: from now on requests are sent. */
export function beginVisit() {
  visit = {};
}

/** End the visit: nothing is asked any more, and answers still on their way are dropped. */
export function endVisit() {
  visit = null;
}

/** What `work` brings, unless the visit that asked for it ended meanwhile. */
async function during(work) {
  const asking = visit;
  const left = () => new DOMException("", "AbortError");
  if (!asking) throw left();
  try {
    return await work();
  } finally {
    if (asking !== visit) throw left();
  }
}

/** A request of the signed-in account. */
export const request = (method, path, options) => during(() => sendSignedIn(method, path, options));

/** A session about to end is prolonged first, one that was refused once more. */
async function sendSignedIn(method, path, options) {
  if (Date.now() > Number(localStorage.getItem(RENEW_AT) ?? Infinity)) await renew();
  try {
    return await sendPatiently(method, path, options);
  } catch (problem) {
    if (problem.status !== 401 || !(await renew())) throw problem;
    return sendPatiently(method, path, options);
  }
}

export const json = (method, path, options) => during(async () => {
  const response = await sendSignedIn(method, path, options);
  return response.status === 204 ? null : response.json();
});

export const blob = (method, path) => during(async () => (await sendSignedIn(method, path)).blob());

export const publicJson = async (path) => (await send("GET", path)).json();

function begin(session) {
  csrf = session.csrf_token;
  if (session.expires_in) localStorage.setItem(RENEW_AT, String(Date.now() + 1000 * session.expires_in - EARLY_MS));
  return session.account;
}

/** Forget that there is a session. */
export function forget() {
  csrf = null;
  localStorage.removeItem(RENEW_AT);
}

async function prolong() {
  if (!localStorage.getItem(RENEW_AT)) return null;
  try {
    return begin(await (await send("POST", `${SESSION}/refresh`)).json());
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    forget();
    return null;
  }
}

/** The account of a prolonged session, or null. A refresh token works once, so calls that need it share one exchange. */
function renew() {
  renewing ??= prolong().finally(() => { renewing = null; });
  return renewing;
}

/** The account of the session that this browser has, or null. */
export async function resume() {
  const renewAt = Number(localStorage.getItem(RENEW_AT));
  if (!renewAt) return null;
  if (Date.now() > renewAt) return renew();
  try {
    return begin(await (await send("GET", SESSION)).json());
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    return renew();
  }
}

export async function signIn(email, password) {
  forget();
  return begin(await (await send("POST", SESSION, { body: { email, password } })).json());
}

export async function register(email, password) {
  forget();
  await send("POST", "/api/v1/auth/register", { body: { email, password } });
  return signIn(email, password);
}

export async function signOut() {
  try {
    await sendSignedIn("DELETE", SESSION);
  } catch (problem) {
    if (problem.status !== 401) throw problem;
  } finally {
    forget();
  }
}
