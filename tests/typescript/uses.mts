// What the types allow and refuse; compiled by tsc --strict, never run.
import { Toldonce, ToldonceError } from "../../clients/typescript/index.js";

const memory = new Toldonce({ baseUrl: "http://localhost:8000", apiKey: "key", subject: "ada" });
const told = await memory.addMemory({ content: "I play the oboe." }, { idempotencyKey: "once" });
const id: string = told.memory_id;
const found = await memory.search({ query: "Which instrument?", limit: 3 });
const scores: number[] = found.hits.map((hit) => hit.score);
const statusOf = (error: unknown): number | null => (error instanceof ToldonceError ? error.status : null);
// @ts-expect-error: a search needs a query
await memory.search({ limit: 3 });
// @ts-expect-error: a memory has no such field
told.colour;
export { id, scores, statusOf };
