// What a program does with the client; prints what the test looks at.
import { Toldonce, ToldonceError } from "../../clients/typescript/index.js";

const memory = new Toldonce({ baseUrl: process.env.TOLDONCE_URL, apiKey: process.env.TOLDONCE_API_KEY, subject: "typescript" });
const told = await memory.addMemory({ content: "I play the oboe." }, { idempotencyKey: "once" });
const again = await memory.addMemory({ content: "I play the oboe." }, { idempotencyKey: "once" });
const found = await memory.search({ query: "Which instrument do I play?" });
const listed = await memory.memories({ limit: 1, status: "current" });
const elsewhere = await memory.memories({ subject: "somebody-else" });
const exported = await memory.export();
let refused;
try {
  await memory.memory("no-id");
} catch (error) {
  refused = { isOurs: error instanceof ToldonceError, status: error.status, code: error.code };
}
const receipt = await memory.forgetMemory(told.memory_id);
console.log(
  JSON.stringify({
    told: told.memory_id,
    again: again.memory_id,
    found: found.hits[0].id,
    listed: listed.items.length,
    elsewhere: elsewhere.items.length,
    exported: exported.includes("oboe"),
    refused,
    forgotten: receipt.counts.memories,
  }),
);
