// Background work: how far it is, why it failed, and again.

import * as api from "/static/api.js";
import { button, guarded, make } from "/static/elements.js";
import { day, time, words } from "/static/words.js";
import { badge } from "/static/views/layout.js";

const OPEN = new Set(["queued", "running"]);
const RETRIED = new Set(["failed", "dead", "degraded"]);
const POLL_MS = 500;

export const isOpen = (job) => OPEN.has(job.status);

/** What a job counts, as one line. */
export function progressOf(job) {
  return Object.entries(job.progress).filter(([, value]) => typeof value === "number" && value > 0)
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${Number(value).toLocaleString(words.locale)}`).join(" · ");
}

export function jobRow(job, again) {
  const last = job.failures.at(-1);
  const retry = () => guarded("room-fault", async () => { await api.retryJob(job.job_id); await again(); });
  return make("li", {},
    badge(words.jobStatuses[job.status] ?? job.status, job.status),
    make("div", { class: "grow" }, make("span", {}, words.jobKinds[job.kind] ?? job.kind),
      make("small", {}, [`${day(job.created_at)}, ${time(job.created_at)}`, progressOf(job)].filter(Boolean).join(" · ")),
      ...(last ? [make("small", { class: "fault" }, words.attempt(last.attempt, last.reason))] : [])),
    ...(RETRIED.has(job.status) ? [button(words.retry, retry, { class: "quiet" })] : []));
}

/** Follow a job to its end; `seen` gets it whenever it was looked at. Ends early when `place` leaves the document. */
export async function follow(id, place, seen) {
  for (;;) {
    const job = await api.job(id);
    seen(job);
    if (!isOpen(job) || !place.isConnected) return job;
    await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
  }
}
