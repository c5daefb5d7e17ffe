// Written by scripts/generate_typescript.py from the API's description. Do not edit.

export type Account = { "user_id": string; "email": string; "full_name": string | null; "created_at": string; };

export type AccountChange = { "full_name": string | null; };

export type ActiveMemory = { "memory_id": string; "content": string; "type": string; "origin_turn": number | null; "last_used_turn": number | null; "confidence": number; "relevance_score": number; };

export type Activity = { "days": (ActivityDay)[]; "up_to_seq": number; };

export type ActivityDay = { "day": string; "turns": number; "memories": number; "searches": number; "search_ms_mean": number | null; "search_ms_max": number | null; };

export type Alive = { "status"?: "alive"; };

export type ApiKey = { "key_id": string; "key_prefix": string; "name": string; "scopes": ("memories:read" | "memories:write" | "memories:delete" | "chat" | "admin")[]; "created_at": string; "expires_at": string | null; "last_used_at"?: string | null; };

export type ApiKeyRequest = { "name": string; "scopes"?: ("memories:read" | "memories:write" | "memories:delete" | "chat" | "admin")[] | null; "expires_days"?: number | null; };

export type Change = { "seq": number; "at": string; "action": "added" | "superseded" | "reinforced" | "corrected" | "restored" | "confirmed" | "changed" | "forgotten"; "memory_id": string; "before": "current" | "superseded" | "quarantined" | null; "after": "current" | "superseded" | "quarantined" | null; "memory": Memory | null; };

export type ChatReply = { "turn_id": string | null; "conversation_id": string | null; "user_id": string; "turn_number": number | null; "response": string; "active_memories": (ActiveMemory)[]; "response_generated": boolean; "memories_extracted": number; "processing_time_ms": number; "retrieval_time_ms": number; "injection_time_ms": number; "up_to_seq": number; "notice"?: string | null; };

export type ChatRequest = { "message": string; "conversation_id"?: string | null; "include_memories"?: boolean; "remember"?: boolean; "stream"?: boolean; "max_context_tokens"?: number | null; "metadata"?: Record<string, JsonValue>; };

export type ComponentHealth = { "status": "healthy" | "degraded" | "unhealthy" | "disabled"; "latency_ms": number | null; "detail"?: string | null; };

export type Context = { "stable": StablePart; "tail": TailPart; "text": string; "tokens": number; "memory_ids": (string)[]; "turn_ids": (string)[]; "up_to_seq": number; "answerable"?: boolean; "confidence"?: number; };

export type ContextRequest = { "types"?: ("fact" | "preference" | "commitment" | "instruction" | "entity" | "event" | "turn")[] | null; "include_turns"?: boolean; "as_of"?: string | null; "known_at"?: string | null; "known_at_seq"?: number | null; "since"?: string | null; "until"?: string | null; "conversation_id"?: string | null; "metadata"?: Record<string, JsonValue> | null; "min_confidence"?: number | null; "min_seq"?: number | null; "asked_at"?: string | null; "query"?: string | null; "limit"?: number; "max_tokens"?: number; "in_prompt"?: (string)[]; };

export type Conversation = { "conversation_id": string; "title": string | null; "pinned": boolean; "archived": boolean; "turn_count": number; "last_turn_at": string | null; "created_at": string; "updated_at": string; "up_to_seq"?: number | null; };

export type ConversationChange = { "title"?: string | null; "pinned"?: boolean | null; "archived"?: boolean | null; };

export type ConversationExport = { "conversation_id": string; "title": string | null; "pinned": boolean; "archived": boolean; "turn_count": number; "last_turn_at": string | null; "created_at": string; "updated_at": string; "up_to_seq"?: number | null; "turns": (Turn)[]; };

export type ConversationRequest = { "title"?: string | null; };

export type Delivery = { "delivery_id": string; "webhook_id": string; "event": "memory.created" | "memory.superseded" | "memory.forgotten" | "job.failed"; "subject": string | null; "memory_id": string | null; "job_id": string | null; "status": "waiting" | "delivered" | "failed"; "attempts": number; "response_status": number | null; "reason": string | null; "created_at": string; "attempted_at": string | null; };

export type DetailedHealth = { "status": "healthy" | "degraded" | "unhealthy"; "timestamp": string; "age_seconds": number; "checks": Record<string, ComponentHealth>; "service": ServiceFigures | null; };

export type Entity = { "entity_id": string; "name": string; "kind": "person" | "animal" | "place" | "organisation" | "thing"; "relation": string | null; "aliases": (string)[]; "mention_count": number; "first_at": string; "last_at": string; };

export type EntityDetail = { "entity": Entity; "memories": (Memory)[]; "neighbours": (Neighbour)[]; "turn_ids": (string)[]; "up_to_seq": number; };

export type EraseAccountRequest = { "password": string; };

export type ErasureReceipt = { "receipt_id": string; "erased_at": string; "target": string; "counts": Record<string, number>; "signature": string; "up_to_seq"?: number | null; };

export type ExplainRequest = { "types"?: ("fact" | "preference" | "commitment" | "instruction" | "entity" | "event" | "turn")[] | null; "include_turns"?: boolean; "as_of"?: string | null; "known_at"?: string | null; "known_at_seq"?: number | null; "since"?: string | null; "until"?: string | null; "conversation_id"?: string | null; "metadata"?: Record<string, JsonValue> | null; "min_confidence"?: number | null; "min_seq"?: number | null; "asked_at"?: string | null; "query": string; "memory_id"?: string | null; "turn_id"?: string | null; "limit"?: number; "max_tokens"?: number | null; };

export type Explanation = { "found": boolean; "place": number | null; "score": number | null; "needed_score": number | null; "kept_out": "filter" | "status" | "arms" | "limit" | "tokens" | null; "reason": string; "why": Why | null; "up_to_seq": number; };

export type Fault = { "pointer": string; "message": string; "in": "body" | "query" | "path" | "header"; };

export type Health = { "status": "healthy" | "degraded" | "unhealthy"; "timestamp": string; "age_seconds": number; "checks": Record<string, ComponentHealth>; };

export type Hit = { "kind": "memory" | "turn"; "id": string; "content": string; "type": string; "score": number; "confidence": number; "conversation_id": string | null; "turn_number": number | null; "last_used_turn": number | null; "speaker": string | null; "role": "user" | "assistant" | "system" | "tool" | null; "at": string; "valid_from": string | null; "valid_to": string | null; "source_turn_ids": (string)[]; "status"?: "current" | "superseded" | "quarantined"; "slot"?: string | null; "value"?: string | null; "origin"?: "user" | "assistant" | "tool" | "document" | null; "predecessor"?: Predecessor | null; "why"?: Why | null; };

export type Job = { "job_id": string; "kind": string; "status": "queued" | "running" | "done" | "degraded" | "failed" | "dead"; "attempts": number; "progress": Record<string, JsonValue>; "failures": (JobFailure)[]; "created_at": string; "updated_at": string; "finished_at": string | null; };

export type JobFailure = { "at": string; "attempt": number; "reason": string; };

export type JsonValue = unknown;

export type LoginRequest = { "email": string; "password": string; };

export type MemoriesAdded = { "memories": (Memory)[]; "up_to_seq": number | null; };

export type MemoriesRequest = { "memories": (MemoryRequest)[]; };

export type Memory = { "memory_id": string; "type": "fact" | "preference" | "commitment" | "instruction" | "entity" | "event"; "content": string; "slot": string | null; "value"?: string | null; "status": "current" | "superseded" | "quarantined"; "confidence": number; "importance": number; "trust": number; "origin": "user" | "assistant" | "tool" | "document"; "conversation_id": string | null; "source_turn_ids": (string)[]; "source_turn": number | null; "valid_from": string | null; "valid_to": string | null; "recorded_at": string; "superseded_at": string | null; "superseded_by": string | null; "supersedes": string | null; "predecessor"?: Predecessor | null; "retracted"?: boolean; "due_at"?: string | null; "evidence_count"?: number; "version"?: number; "superseded"?: (string)[]; "last_used_turn": number | null; "metadata": Record<string, JsonValue>; "expires_at": string | null; "created_at": string; "updated_at": string; "seq": number; "up_to_seq"?: number | null; };

export type MemoryChange = { "content"?: string | null; "type"?: "fact" | "preference" | "commitment" | "instruction" | "entity" | "event" | null; "valid_from"?: string | null; "valid_to"?: string | null; "importance"?: number | null; "expires_at"?: string | null; "metadata"?: Record<string, JsonValue> | null; };

export type MemoryRequest = { "content": string; "type"?: "fact" | "preference" | "commitment" | "instruction" | "entity" | "event" | null; "conversation_id"?: string | null; "at"?: string | null; "valid_from"?: string | null; "valid_to"?: string | null; "importance"?: number; "expires_at"?: string | null; "metadata"?: Record<string, JsonValue>; };

export type MemoryStats = { "turns": number; "conversations": number; "memories": number; "by_type": Record<string, number>; "by_status": Record<string, number>; "first_at": string | null; "last_at": string | null; "chunks": number; "embedding_model": string; "embedding_coverage": number; "up_to_seq": number; };

export type Neighbour = { "entity": Entity; "together": number; };

export type NewApiKey = { "key_id": string; "key_prefix": string; "name": string; "scopes": ("memories:read" | "memories:write" | "memories:delete" | "chat" | "admin")[]; "created_at": string; "expires_at": string | null; "last_used_at"?: string | null; "api_key": string; };

export type NewWebhook = { "webhook_id": string; "url": string; "events": ("memory.created" | "memory.superseded" | "memory.forgotten" | "job.failed")[]; "name": string | null; "subject": string | null; "active": boolean; "created_at": string; "updated_at": string; "secret": string; };

export type PageSession = { "account": Account; "csrf_token": string; "expires_in"?: number | null; };

export type PageOfApiKey_ = { "items": (ApiKey)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PageOfChange_ = { "items": (Change)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PageOfConversation_ = { "items": (Conversation)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PageOfDelivery_ = { "items": (Delivery)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PageOfEntity_ = { "items": (Entity)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PageOfJob_ = { "items": (Job)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PageOfMemory_ = { "items": (Memory)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PageOfSession_ = { "items": (Session)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PageOfTurn_ = { "items": (Turn)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PageOfWebhook_ = { "items": (Webhook)[]; "next_cursor"?: string | null; "up_to_seq"?: number | null; };

export type PasswordChange = { "current_password": string; "new_password": string; };

export type Predecessor = { "memory_id": string; "content": string; "value": string | null; "valid_from": string | null; "valid_to": string | null; };

export type Problem = { "type": string; "title": string; "status": number; "detail": string; "instance": string; "error": string; "message": string; "request_id": string | null; "errors"?: (Fault)[] | null; "retry_after"?: number | null; "scope"?: string | null; };

export type Profile = { "slots": (ProfileSlot)[]; "instructions": (ProfileEntry)[]; "preferences": (ProfileEntry)[]; "commitments": (ProfileEntry)[]; "quarantined": number; "up_to_seq": number; "truncated"?: boolean; };

export type ProfileEntry = { "memory_id": string; "type": "fact" | "preference" | "commitment" | "instruction" | "entity" | "event"; "content": string; "value": string | null; "confidence": number; "valid_from": string | null; "valid_to": string | null; "due_at": string | null; "recorded_at": string; "evidence_count": number; "source_turn_ids": (string)[]; "predecessor"?: Predecessor | null; };

export type ProfileSlot = { "slot": string; "subject": string; "attribute": string; "entries": (ProfileEntry)[]; };

export type ProfileSummary = { "text": string; "memory_ids": (string)[]; "up_to_seq": number; };

export type Ready = { "ready": boolean; "stopping": boolean; "checks": Record<string, "healthy" | "degraded" | "unhealthy" | "disabled">; };

export type RefreshRequest = { "refresh_token": string; };

export type RegisterRequest = { "email": string; "password": string; "full_name"?: string | null; };

export type Rollback = { "to_seq": number; "dry_run": boolean; "closed": (string)[]; "reopened": (string)[]; "up_to_seq": number; };

export type RollbackRequest = { "to_seq": number; "dry_run"?: boolean; };

export type SearchRequest = { "types"?: ("fact" | "preference" | "commitment" | "instruction" | "entity" | "event" | "turn")[] | null; "include_turns"?: boolean; "as_of"?: string | null; "known_at"?: string | null; "known_at_seq"?: number | null; "since"?: string | null; "until"?: string | null; "conversation_id"?: string | null; "metadata"?: Record<string, JsonValue> | null; "min_confidence"?: number | null; "min_seq"?: number | null; "asked_at"?: string | null; "query": string; "limit"?: number; "min_score"?: number | null; "min_relative_score"?: number; "max_tokens"?: number | null; "explain"?: boolean; };

export type SearchResult = { "hits": (Hit)[]; "answerable": boolean; "confidence": number; "up_to_seq": number; "timings_ms": Timings; "degraded"?: (string)[]; };

export type ServiceCard = { "service"?: "toldonce"; "description": string; "version": string | null; "environment": string; "docs": string; "redoc": string; "openapi": string; "llm_provider": string | null; "features": Record<string, boolean>; "limits": Record<string, number>; "endpoints": Record<string, string>; };

export type ServiceFigures = { "version": string; "environment": string; "process_id": number; "uptime_seconds": number; "running_requests": number; };

export type Session = { "session_id": string; "created_at": string; "last_used_at": string; "expires_at": string; "current"?: boolean; };

export type StablePart = { "text": string; "version": string; };

export type Started = { "status": "started" | "starting"; };

export type TailPart = { "text": string; };

export type Timings = { "embed": number; "retrieve": number; "rank": number; "total": number; };

export type TokenPair = { "access_token": string; "refresh_token": string; "token_type"?: "bearer"; "expires_in": number; };

export type Turn = { "turn_id": string; "conversation_id": string; "turn_number": number; "seq": number; "role": "user" | "assistant" | "system" | "tool"; "speaker": string | null; "content": string; "at": string; "metadata": Record<string, JsonValue>; "created_at": string; };

export type TurnReference = { "turn_id": string; "turn_number": number; "seq": number; };

export type TurnRequest = { "role": "user" | "assistant" | "system" | "tool"; "content": string; "speaker"?: string | null; "at"?: string | null; "metadata"?: Record<string, JsonValue>; };

export type TurnsAdded = { "turns": (TurnReference)[]; "up_to_seq": number; };

export type TurnsRequest = { "turns": (TurnRequest)[]; };

export type Webhook = { "webhook_id": string; "url": string; "events": ("memory.created" | "memory.superseded" | "memory.forgotten" | "job.failed")[]; "name": string | null; "subject": string | null; "active": boolean; "created_at": string; "updated_at": string; };

export type WebhookChange = { "url"?: string | null; "events"?: ("memory.created" | "memory.superseded" | "memory.forgotten" | "job.failed")[] | null; "name"?: string | null; "active"?: boolean | null; };

export type WebhookRequest = { "url": string; "events": ("memory.created" | "memory.superseded" | "memory.forgotten" | "job.failed")[]; "name"?: string | null; "subject"?: string | null; };

export type Why = { "lexical": number | null; "dense": number | null; "fuzzy": number | null; "matched_terms": (string)[]; "parts": Record<string, number>; };

export class ToldonceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly errors: { pointer: string; message: string; in: string }[];
}

/** What every call takes beside its own parameters. */
export interface CallOptions {
  /** Whose memory; without it, the client's. */
  subject?: string;
  /** The same key and body bring the stored answer instead of a second write. */
  idempotencyKey?: string;
  ifMatch?: string;
  signal?: AbortSignal;
}

export interface ToldonceOptions {
  baseUrl?: string;
  /** An API key or an access token. */
  apiKey?: string;
  subject?: string;
  fetch?: typeof globalThis.fetch;
}

/** One account's memories over HTTP. */
export class Toldonce {
  constructor(options?: ToldonceOptions);

  /** Merge memories that say the same into one that was said more often. */
  consolidate(options?: CallOptions): Promise<Job>;

  /** Let what has not been used for long rank lower. Nothing is dropped. */
  decay(options?: CallOptions): Promise<Job>;

  /** Erase what has expired, for good. */
  cleanup(options?: CallOptions): Promise<Job>;

  /** Tell one memory directly. `at` is when it was said, and may lie at most a day ahead, for clocks that are wrong. `expires_at` lies ahead. */
  addMemory(body: MemoryRequest, options?: CallOptions): Promise<Memory>;

  /** The memories, the newest first. With `as_of`, `known_at` or `known_at_seq`, those of another time. */
  memories(options?: CallOptions & { "type"?: "fact" | "preference" | "commitment" | "instruction" | "entity" | "event" | null; "status"?: "current" | "superseded" | "quarantined" | "all"; "since"?: string | null; "until"?: string | null; "q"?: string | null; "as_of"?: string | null; "known_at"?: string | null; "known_at_seq"?: number | null; "limit"?: number; "cursor"?: string | null; "min_seq"?: number | null; }): Promise<PageOfMemory_>;

  /** Erase everything in this subject's memory, for good. */
  forgetAll(options?: CallOptions & { "confirm"?: string | null; }): Promise<ErasureReceipt>;

  /** Tell up to 1,000 memories, all or none. */
  addMemories(body: MemoriesRequest, options?: CallOptions): Promise<MemoriesAdded>;

  /** What the memory holds, in numbers. */
  stats(options?: CallOptions & { "min_seq"?: number | null; }): Promise<MemoryStats>;

  /** Search memories and turns by words, meaning and time. `answerable` says whether the memory holds an answer at all; scores lie in 0..1 and compare between queries. */
  search(body: SearchRequest, options?: CallOptions): Promise<SearchResult>;

  /** Why a memory or turn ranks where it does for a query, or which arm, filter or budget keeps it out. */
  explain(body: ExplainRequest, options?: CallOptions): Promise<Explanation>;

  /** One memory. Its `ETag` is its version, which a correction sends back as `If-Match`. */
  memory(memoryId: string, options?: CallOptions & { "min_seq"?: number | null; }): Promise<Memory>;

  /** Correct a memory: a new version takes the place of this one, which from then on counts as never true. What is left out stays. The answer is the new version; `superseded` names the old one. Where only its type, importance, metadata or end is changed, it stays what was told then: `recorded_at` and its evidence are kept. */
  correctMemory(memoryId: string, body: MemoryChange, options?: CallOptions): Promise<Memory>;

  /** Erase one memory for good, and by default the text of the turns that it came from. */
  forgetMemory(memoryId: string, options?: CallOptions & { "evidence"?: "erase" | "keep"; }): Promise<ErasureReceipt>;

  /** Every version of what a memory is about that took another's place, the oldest first; one page holds them all. */
  memoryHistory(memoryId: string, options?: CallOptions & { "min_seq"?: number | null; }): Promise<PageOfMemory_>;

  /** Where a memory was used: the turns in whose prompt it was placed, the newest first. */
  memoryUses(memoryId: string, options?: CallOptions & { "limit"?: number; "cursor"?: string | null; "min_seq"?: number | null; }): Promise<PageOfTurn_>;

  /** Make what a superseded memory says current again, as a new version. */
  restoreMemory(memoryId: string, options?: CallOptions): Promise<Memory>;

  /** Let a quarantined memory count, as if the user had said it now. */
  confirmMemory(memoryId: string, options?: CallOptions): Promise<Memory>;

  /** Open an account. */
  register(body: RegisterRequest, options?: CallOptions): Promise<Account>;

  /** Exchange e-mail address and password for an access token and a refresh token. */
  login(body: LoginRequest, options?: CallOptions): Promise<TokenPair>;

  /** Exchange a refresh token for a new pair. Each refresh token works once. Using one again revokes every token that came from the same log-in, except for a short grace after the first use, for an answer that was lost. */
  refresh(body: RefreshRequest, options?: CallOptions): Promise<TokenPair>;

  /** End the session of this access token. */
  logout(options?: CallOptions): Promise<void>;

  /** End every session of the account. */
  logoutAll(options?: CallOptions): Promise<void>;

  /** The account behind the credential. */
  account(options?: CallOptions): Promise<Account>;

  /** Erase the account and everything in all its memories, for good. */
  eraseAccount(body: EraseAccountRequest, options?: CallOptions): Promise<ErasureReceipt>;

  /** Change the name of the account. */
  changeAccount(body: AccountChange, options?: CallOptions): Promise<Account>;

  /** Change the password. Every other session ends. */
  changePassword(body: PasswordChange, options?: CallOptions): Promise<void>;

  /** Make an API key. It is shown in this answer and never again. */
  createKey(body: ApiKeyRequest, options?: CallOptions): Promise<NewApiKey>;

  /** The API keys of the account, without their secrets. */
  keys(options?: CallOptions & { "limit"?: number; "cursor"?: string | null; }): Promise<PageOfApiKey_>;

  /** Revoke an API key at once. */
  deleteKey(keyId: string, options?: CallOptions): Promise<void>;

  /** Who is signed in, and the token that requests of the page need when they change something. */
  session(options?: CallOptions): Promise<PageSession>;

  /** Sign in a web page of this origin: the tokens go into cookies that no script can read. Later requests of the page need no header, except `X-CSRF-Token` when they change something. */
  openSession(body: LoginRequest, options?: CallOptions): Promise<PageSession>;

  /** End the page's session and take its cookies away. */
  closeSession(options?: CallOptions): Promise<void>;

  /** Prolong the page's session by the refresh token in its cookie. */
  refreshSession(options?: CallOptions): Promise<PageSession>;

  /** Where the account is logged in, the latest used first; all of them on one page. */
  sessions(options?: CallOptions): Promise<PageOfSession_>;

  /** End one session of the account. */
  endOtherSession(sessionId: string, options?: CallOptions): Promise<void>;

  /** Begin a conversation. */
  createConversation(body: ConversationRequest | null, options?: CallOptions): Promise<Conversation>;

  /** The conversations, pinned ones first, then the newest. */
  conversations(options?: CallOptions & { "limit"?: number; "cursor"?: string | null; "archived"?: boolean | null; "min_seq"?: number | null; }): Promise<PageOfConversation_>;

  /** Conversations whose title or turns match, the best first. */
  searchConversations(options: CallOptions & { "q": string; "limit"?: number; "cursor"?: string | null; "min_seq"?: number | null; }): Promise<PageOfConversation_>;

  /** One conversation. */
  conversation(conversationId: string, options?: CallOptions & { "min_seq"?: number | null; }): Promise<Conversation>;

  /** Rename, pin or archive a conversation; what is left out stays. */
  changeConversation(conversationId: string, body: ConversationChange, options?: CallOptions): Promise<Conversation>;

  /** Erase a conversation for good, with its turns and the memories that only they speak for. */
  forgetConversation(conversationId: string, options?: CallOptions): Promise<ErasureReceipt>;

  /** Store up to 1,000 turns, all or none, without a reply. When the answer is there, the turns are durable and can be found by their words and by their meaning. `at` is when something was said, and may lie at most a day ahead, for clocks that are wrong. */
  addTurns(conversationId: string, body: TurnsRequest, options?: CallOptions): Promise<TurnsAdded>;

  /** The turns of a conversation, in the order in which they were said. */
  turns(conversationId: string, options?: CallOptions & { "limit"?: number; "cursor"?: string | null; "min_seq"?: number | null; "newest"?: boolean; }): Promise<PageOfTurn_>;

  /** Erase one turn for good. */
  forgetTurn(conversationId: string, turnId: string, options?: CallOptions): Promise<ErasureReceipt>;

  /** One conversation with all its turns, as a file. */
  exportConversation(conversationId: string, options?: CallOptions & { "format"?: "json" | "markdown"; }): Promise<ConversationExport>;

  /** One turn, wherever it was said. */
  turn(turnId: string, options?: CallOptions): Promise<Turn>;

  /** Answer a message with what the memory holds, and remember both. With `stream: true` the answer comes as server-sent events: `memories` (what was placed in the prompt), `token` (a piece of the reply), `done` (the whole answer), `error`, or `shutdown` when the service stops before the end. */
  converse(body: ChatRequest, options?: CallOptions): Promise<ChatReply>;

  /** What is known, by slot, with the evidence and the predecessor of every value. Instructions, preferences and commitments stand apart. What is quarantined is only counted. */
  profile(options?: CallOptions & { "as_of"?: string | null; "known_at"?: string | null; "known_at_seq"?: number | null; "min_seq"?: number | null; }): Promise<Profile>;

  /** The profile as a few lines of text, with the ids of the memories in it. */
  profileSummary(options?: CallOptions & { "as_of"?: string | null; "known_at"?: string | null; "known_at_seq"?: number | null; "min_seq"?: number | null; }): Promise<ProfileSummary>;

  /** People, animals, places, organisations and things that are talked about, the most mentioned first. With `as_of` those who had been mentioned by then, or in what is known to have been so then. */
  entities(options?: CallOptions & { "q"?: string | null; "as_of"?: string | null; "known_at"?: string | null; "known_at_seq"?: number | null; "limit"?: number; "cursor"?: string | null; "min_seq"?: number | null; }): Promise<PageOfEntity_>;

  /** One entity and its neighbourhood: the memories about it, who is mentioned with it, and the newest turns. */
  entity(entityId: string, options?: CallOptions & { "as_of"?: string | null; "known_at"?: string | null; "known_at_seq"?: number | null; "min_seq"?: number | null; }): Promise<EntityDetail>;

  /** What a language model should know for a query, within a budget of tokens, with the ids of what is in it. The stable part stays byte-identical until a memory in it changes, so that a provider's prompt cache keeps working. */
  context(body: ContextRequest | null, options?: CallOptions): Promise<Context>;

  /** What happened to memories, the oldest first. */
  changes(options?: CallOptions & { "from_seq"?: number; "to_seq"?: number | null; "limit"?: number; "cursor"?: string | null; "min_seq"?: number | null; }): Promise<PageOfChange_>;

  /** Undo every change of memories after `to_seq`; turns stay, and the undoing is a change of its own. Without `dry_run: false` nothing is changed: the answer tells what would be. */
  rollback(body: RollbackRequest, options?: CallOptions): Promise<Rollback>;

  /** Turns, memories and searches by the day (UTC) on which they happened, and how long the searches took. Days on which nothing happened are left out. Searches are counted for all doors, chat included; those of other processes of the service are added within a minute. */
  activity(options?: CallOptions & { "since"?: string | null; "until"?: string | null; "min_seq"?: number | null; }): Promise<Activity>;

  /** Everything of this subject as JSON Lines, in the form that the import reads back. */
  export(options?: CallOptions): Promise<string>;

  /** Import a file in the background: an export of toldonce, ChatGPT, Claude or Mem0, as it was downloaded. The answer is the job, whose progress can be followed. Repeating an import adds nothing. */
  startImport(body: string, options: CallOptions & { "format": "toldonce" | "chatgpt" | "claude" | "mem0"; }): Promise<Job>;

  /** The jobs of this subject, the newest first. */
  jobs(options?: CallOptions & { "limit"?: number; "cursor"?: string | null; }): Promise<PageOfJob_>;

  /** One job, with its progress and the reason of every failure. */
  job(jobId: string, options?: CallOptions): Promise<Job>;

  /** Run a failed, dead or degraded job again. */
  retryJob(jobId: string, options?: CallOptions): Promise<Job>;

  /** The webhooks of the account, the oldest first. */
  webhooks(options?: CallOptions): Promise<PageOfWebhook_>;

  /** Have an address told of events. Its secret, which signs them, is shown this once. */
  createWebhook(body: WebhookRequest, options?: CallOptions): Promise<NewWebhook>;

  /** One webhook. */
  webhook(webhookId: string, options?: CallOptions): Promise<Webhook>;

  /** Change a webhook, or stop it with `active: false`; what is left out stays. */
  changeWebhook(webhookId: string, body: WebhookChange, options?: CallOptions): Promise<Webhook>;

  /** Delete a webhook with its log. */
  deleteWebhook(webhookId: string, options?: CallOptions): Promise<void>;

  /** What the webhook was or is to be told, the newest first. */
  deliveries(webhookId: string, options?: CallOptions & { "limit"?: number; "cursor"?: string | null; }): Promise<PageOfDelivery_>;

  /** Send an event once more, under the same `webhook-id`. */
  deliverAgain(webhookId: string, deliveryId: string, options?: CallOptions): Promise<Delivery>;
}
