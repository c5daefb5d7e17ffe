// What k6 sends: open load at a fixed rate, or as many clients as there are with one request each at a time.
// Everything is told by the environment; see resilience/load/generator.py.
import exec from 'k6/execution';
import http from 'k6/http';
import { sleep } from 'k6';
import { Counter, Trend } from 'k6/metrics';

const accepted = new Trend('accepted', true);
const refused = new Trend('refused', true);
const unclear = new Counter('unclear'); // refusals that do not say when to come back
const failed = new Counter('failed'); // every other answer, and none

const WORDS = ('harbour garden violin winter bicycle sister doctor kitchen mountain letter coffee museum ticket blanket ' +
    'summer engine orchard painter bakery island teacher forest camera market window bridge carpet lantern').split(' ');
const MIXED = ['search', 'search', 'search', 'search', 'search', 'search', 'write', 'write', 'list', 'context'];
const seconds = Number(__ENV.SECONDS);
const rate = Number(__ENV.RATE);
const clients = Number(__ENV.CLIENTS);

export const options = {
    scenarios: {
        load: rate > 0
            ? { executor: 'constant-arrival-rate', rate: Math.max(1, Math.round(rate * 10)), timeUnit: '10s',
                duration: `${seconds}s`, preAllocatedVUs: clients, maxVUs: clients, gracefulStop: '60s' }
            : { executor: 'constant-vus', vus: clients, duration: `${seconds}s`, gracefulStop: '180s' },
    },
    summaryTrendStats: ['min', 'med', 'p(95)', 'p(99)', 'max', 'count'],
    discardResponseBodies: true,
};

function sentence() {
    const words = [];
    for (let number = 0; number < 7; number += 1) words.push(WORDS[Math.floor(Math.random() * WORDS.length)]);
    return `What about the ${words.join(' and the ')}?`;
}

function ask(kind) {
    const headers = { 'X-API-Key': __ENV.KEY, 'X-Memory-Subject': __ENV.SUBJECT, 'Content-Type': 'application/json' };
    const api = `${__ENV.URL}/api/v1`;
    if (kind === 'search') return http.post(`${api}/memories/search`, JSON.stringify({ query: sentence() }), { headers });
    if (kind === 'context') return http.post(`${api}/context`, JSON.stringify({ query: sentence() }), { headers });
    if (kind === 'list') return http.get(`${api}/memories`, { headers });
    if (kind === 'chat') {
        return http.post(`${api}/conversation`, JSON.stringify({ message: sentence() }), { headers });
    }
    if (kind === 'stream') {
        const body = JSON.stringify({ message: sentence(), stream: true });
        return http.post(`${api}/conversation`, body, { headers, timeout: '180s', responseType: 'text' });
    }
    const turns = { turns: [{ role: 'user', content: sentence() }] };
    return http.post(`${api}/conversations/${__ENV.CONVERSATION}/turns`, JSON.stringify(turns), { headers });
}

export default function load() {
    const kind = __ENV.KIND === 'mixed' ? MIXED[exec.scenario.iterationInTest % MIXED.length] : __ENV.KIND;
    const answer = ask(kind);
    if (exec.instance.currentTestRunDuration < Number(__ENV.WARM_UP) * 1000) return;
    if (kind === 'stream' && answer.status === 200 && !answer.body.includes('event: done')) {
        failed.add(1);
    } else if (answer.status === 200 || answer.status === 201) {
        accepted.add(answer.timings.duration);
    } else if (answer.status === 429 || answer.status === 503) {
        refused.add(answer.timings.duration);
        if (!answer.headers['Retry-After']) unclear.add(1);
        // A client that was asked to come back does so then.
        if (!(rate > 0)) sleep(Number(answer.headers['Retry-After'] || 1));
    } else {
        failed.add(1);
    }
}

export function handleSummary(data) {
    return { [__ENV.SUMMARY]: JSON.stringify(data.metrics) };
}
