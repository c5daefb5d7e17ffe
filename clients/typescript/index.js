// Written by scripts/generate_typescript.py from the API's description. Do not edit.

/** What the service refused, or why it could not be reached. */
export class ToldonceError extends Error {
  constructor(status, problem) {
    super(problem.message ?? problem.detail ?? `status ${status}`);
    this.name = "ToldonceError";
    this.status = status;
    this.code = problem.error ?? "unknown";
    this.requestId = problem.request_id ?? null;
    this.errors = problem.errors ?? [];
  }
}

const HEADERS = { subject: "X-Memory-Subject", idempotencyKey: "Idempotency-Key", ifMatch: "If-Match" };

/** One account's memories over HTTP. */
export class Toldonce {
  constructor({ baseUrl = "http://localhost:8000", apiKey, subject, fetch: send = globalThis.fetch } = {}) {
    this.baseUrl = baseUrl.replace(/\/+$/, "");
    this.apiKey = apiKey;
    this.subject = subject;
    this.send = send;
  }

  async call(method, path, names, options = {}, body = undefined, kind = "application/json") {
    const address = new URL(this.baseUrl + path);
    for (const name of names) {
      const value = options[name];
      if (value !== undefined && value !== null) address.searchParams.append(name, String(value));
    }
    const headers = {};
    if (this.apiKey) headers["Authorization"] = `Bearer ${this.apiKey}`;
    for (const [name, header] of Object.entries(HEADERS)) {
      const value = options[name] ?? (name === "subject" ? this.subject : undefined);
      if (value !== undefined) headers[header] = value;
    }
    const isJson = kind === "application/json";
    if (body !== undefined) headers["Content-Type"] = kind;
    const response = await this.send(address, {
      method,
      headers,
      body: body === undefined ? undefined : isJson ? JSON.stringify(body) : body,
      signal: options.signal,
    });
    const text = await response.text();
    const isObject = /[/+]json/.test(response.headers.get("content-type") ?? "");
    const answer = isObject && text ? JSON.parse(text) : text;
    if (!response.ok) throw new ToldonceError(response.status, isObject ? answer : { message: text });
    return answer;
  }

  consolidate(options) {
    return this.call("POST", `/api/v1/memories/consolidate`, [], options);
  }

  decay(options) {
    return this.call("POST", `/api/v1/memories/decay`, [], options);
  }

  cleanup(options) {
    return this.call("POST", `/api/v1/memories/cleanup`, [], options);
  }

  addMemory(body, options) {
    return this.call("POST", `/api/v1/memories`, [], options, body, "application/json");
  }

  memories(options) {
    return this.call("GET", `/api/v1/memories`, ["type", "status", "since", "until", "q", "as_of", "known_at", "known_at_seq", "limit", "cursor", "min_seq"], options);
  }

  forgetAll(options) {
    return this.call("DELETE", `/api/v1/memories`, ["confirm"], options);
  }

  addMemories(body, options) {
    return this.call("POST", `/api/v1/memories/batch`, [], options, body, "application/json");
  }

  stats(options) {
    return this.call("GET", `/api/v1/memories/stats`, ["min_seq"], options);
  }

  search(body, options) {
    return this.call("POST", `/api/v1/memories/search`, [], options, body, "application/json");
  }

  explain(body, options) {
    return this.call("POST", `/api/v1/memories/explain`, [], options, body, "application/json");
  }

  memory(memoryId, options) {
    return this.call("GET", `/api/v1/memories/${encodeURIComponent(memoryId)}`, ["min_seq"], options);
  }

  correctMemory(memoryId, body, options) {
    return this.call("PATCH", `/api/v1/memories/${encodeURIComponent(memoryId)}`, [], options, body, "application/json");
  }

  forgetMemory(memoryId, options) {
    return this.call("DELETE", `/api/v1/memories/${encodeURIComponent(memoryId)}`, ["evidence"], options);
  }

  memoryHistory(memoryId, options) {
    return this.call("GET", `/api/v1/memories/${encodeURIComponent(memoryId)}/history`, ["min_seq"], options);
  }

  memoryUses(memoryId, options) {
    return this.call("GET", `/api/v1/memories/${encodeURIComponent(memoryId)}/uses`, ["limit", "cursor", "min_seq"], options);
  }

  restoreMemory(memoryId, options) {
    return this.call("POST", `/api/v1/memories/${encodeURIComponent(memoryId)}/restore`, [], options);
  }

  confirmMemory(memoryId, options) {
    return this.call("POST", `/api/v1/memories/${encodeURIComponent(memoryId)}/confirm`, [], options);
  }

  register(body, options) {
    return this.call("POST", `/api/v1/auth/register`, [], options, body, "application/json");
  }

  login(body, options) {
    return this.call("POST", `/api/v1/auth/login`, [], options, body, "application/json");
  }

  refresh(body, options) {
    return this.call("POST", `/api/v1/auth/refresh`, [], options, body, "application/json");
  }

  logout(options) {
    return this.call("POST", `/api/v1/auth/logout`, [], options);
  }

  logoutAll(options) {
    return this.call("POST", `/api/v1/auth/logout-all`, [], options);
  }

  account(options) {
    return this.call("GET", `/api/v1/auth/me`, [], options);
  }

  eraseAccount(body, options) {
    return this.call("DELETE", `/api/v1/auth/me`, [], options, body, "application/json");
  }

  changeAccount(body, options) {
    return this.call("PATCH", `/api/v1/auth/me`, [], options, body, "application/json");
  }

  changePassword(body, options) {
    return this.call("POST", `/api/v1/auth/password`, [], options, body, "application/json");
  }

  createKey(body, options) {
    return this.call("POST", `/api/v1/auth/api-keys`, [], options, body, "application/json");
  }

  keys(options) {
    return this.call("GET", `/api/v1/auth/api-keys`, ["limit", "cursor"], options);
  }

  deleteKey(keyId, options) {
    return this.call("DELETE", `/api/v1/auth/api-keys/${encodeURIComponent(keyId)}`, [], options);
  }

  session(options) {
    return this.call("GET", `/api/v1/auth/session`, [], options);
  }

  openSession(body, options) {
    return this.call("POST", `/api/v1/auth/session`, [], options, body, "application/json");
  }

  closeSession(options) {
    return this.call("DELETE", `/api/v1/auth/session`, [], options);
  }

  refreshSession(options) {
    return this.call("POST", `/api/v1/auth/session/refresh`, [], options);
  }

  sessions(options) {
    return this.call("GET", `/api/v1/auth/sessions`, [], options);
  }

  endOtherSession(sessionId, options) {
    return this.call("DELETE", `/api/v1/auth/sessions/${encodeURIComponent(sessionId)}`, [], options);
  }

  createConversation(body, options) {
    return this.call("POST", `/api/v1/conversations`, [], options, body, "application/json");
  }

  conversations(options) {
    return this.call("GET", `/api/v1/conversations`, ["limit", "cursor", "archived", "min_seq"], options);
  }

  searchConversations(options) {
    return this.call("GET", `/api/v1/conversations/search`, ["q", "limit", "cursor", "min_seq"], options);
  }

  conversation(conversationId, options) {
    return this.call("GET", `/api/v1/conversations/${encodeURIComponent(conversationId)}`, ["min_seq"], options);
  }

  changeConversation(conversationId, body, options) {
    return this.call("PATCH", `/api/v1/conversations/${encodeURIComponent(conversationId)}`, [], options, body, "application/json");
  }

  forgetConversation(conversationId, options) {
    return this.call("DELETE", `/api/v1/conversations/${encodeURIComponent(conversationId)}`, [], options);
  }

  addTurns(conversationId, body, options) {
    return this.call("POST", `/api/v1/conversations/${encodeURIComponent(conversationId)}/turns`, [], options, body, "application/json");
  }

  turns(conversationId, options) {
    return this.call("GET", `/api/v1/conversations/${encodeURIComponent(conversationId)}/turns`, ["limit", "cursor", "min_seq", "newest"], options);
  }

  forgetTurn(conversationId, turnId, options) {
    return this.call("DELETE", `/api/v1/conversations/${encodeURIComponent(conversationId)}/turns/${encodeURIComponent(turnId)}`, [], options);
  }

  exportConversation(conversationId, options) {
    return this.call("GET", `/api/v1/conversations/${encodeURIComponent(conversationId)}/export`, ["format"], options);
  }

  turn(turnId, options) {
    return this.call("GET", `/api/v1/turns/${encodeURIComponent(turnId)}`, [], options);
  }

  converse(body, options) {
    return this.call("POST", `/api/v1/conversation`, [], options, body, "application/json");
  }

  profile(options) {
    return this.call("GET", `/api/v1/profile`, ["as_of", "known_at", "known_at_seq", "min_seq"], options);
  }

  profileSummary(options) {
    return this.call("GET", `/api/v1/profile/summary`, ["as_of", "known_at", "known_at_seq", "min_seq"], options);
  }

  entities(options) {
    return this.call("GET", `/api/v1/entities`, ["q", "as_of", "known_at", "known_at_seq", "limit", "cursor", "min_seq"], options);
  }

  entity(entityId, options) {
    return this.call("GET", `/api/v1/entities/${encodeURIComponent(entityId)}`, ["as_of", "known_at", "known_at_seq", "min_seq"], options);
  }

  context(body, options) {
    return this.call("POST", `/api/v1/context`, [], options, body, "application/json");
  }

  changes(options) {
    return this.call("GET", `/api/v1/changes`, ["from_seq", "to_seq", "limit", "cursor", "min_seq"], options);
  }

  rollback(body, options) {
    return this.call("POST", `/api/v1/rollback`, [], options, body, "application/json");
  }

  activity(options) {
    return this.call("GET", `/api/v1/activity`, ["since", "until", "min_seq"], options);
  }

  export(options) {
    return this.call("POST", `/api/v1/export`, [], options);
  }

  startImport(body, options) {
    return this.call("POST", `/api/v1/import`, ["format"], options, body, "application/json");
  }

  jobs(options) {
    return this.call("GET", `/api/v1/jobs`, ["limit", "cursor"], options);
  }

  job(jobId, options) {
    return this.call("GET", `/api/v1/jobs/${encodeURIComponent(jobId)}`, [], options);
  }

  retryJob(jobId, options) {
    return this.call("POST", `/api/v1/jobs/${encodeURIComponent(jobId)}/retry`, [], options);
  }

  webhooks(options) {
    return this.call("GET", `/api/v1/webhooks`, [], options);
  }

  createWebhook(body, options) {
    return this.call("POST", `/api/v1/webhooks`, [], options, body, "application/json");
  }

  webhook(webhookId, options) {
    return this.call("GET", `/api/v1/webhooks/${encodeURIComponent(webhookId)}`, [], options);
  }

  changeWebhook(webhookId, body, options) {
    return this.call("PATCH", `/api/v1/webhooks/${encodeURIComponent(webhookId)}`, [], options, body, "application/json");
  }

  deleteWebhook(webhookId, options) {
    return this.call("DELETE", `/api/v1/webhooks/${encodeURIComponent(webhookId)}`, [], options);
  }

  deliveries(webhookId, options) {
    return this.call("GET", `/api/v1/webhooks/${encodeURIComponent(webhookId)}/deliveries`, ["limit", "cursor"], options);
  }

  deliverAgain(webhookId, deliveryId, options) {
    return this.call("POST", `/api/v1/webhooks/${encodeURIComponent(webhookId)}/deliveries/${encodeURIComponent(deliveryId)}/retry`, [], options);
  }
}
