// Searches on a fixed beat, whether earlier ones are answered or not. What to ask, of which subject and how often stands in the
// file that PLAN names; the figures are written to the file that OUT names.
import http from "k6/http";
import exec from "k6/execution";
import { Counter, Trend } from "k6/metrics";

const plan = JSON.parse(open(__ENV.PLAN));
const parts = Object.fromEntries(["embed", "retrieve", "rank", "total"].map((name) => [name, new Trend(`server_${name}`)]));
const whole = new Trend("search");
const beside = new Trend("beside_embedding");
const failed = new Counter("searches_failed");

export const options = {
  scenarios: {
    searches: {
      executor: "constant-arrival-rate",
      rate: plan.rate,
      timeUnit: "1s",
      duration: `${plan.seconds}s`,
      preAllocatedVUs: Math.max(20, plan.rate * 2),
      maxVUs: Math.max(40, plan.rate * 10),
    },
  },
  summaryTrendStats: ["med", "p(95)", "p(99)"],
};

export default function () {
  const number = exec.scenario.iterationInTest;
  const answer = http.post(
    `${plan.url}/api/v1/memories/search`,
    JSON.stringify({ query: plan.questions[number % plan.questions.length] }),
    {
      headers: {
        "Content-Type": "application/json",
        "X-API-Key": plan.key,
        "X-Memory-Subject": plan.subjects[(number * plan.step) % plan.subjects.length],
      },
    },
  );
  const found = answer.status === 200 ? answer.json() : { hits: [] };
  if (found.hits.length === 0) {
    failed.add(1);
    return;
  }
  for (const [name, trend] of Object.entries(parts)) trend.add(found.timings_ms[name]);
  whole.add(answer.timings.duration);
  beside.add(answer.timings.duration - found.timings_ms.embed);
}

export function handleSummary(summary) {
  return { [__ENV.OUT]: JSON.stringify(summary.metrics) };
}
