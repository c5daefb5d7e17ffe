import * as api from "/static/api.js";

const $ = (id) => document.getElementById(id);
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
let current = null;
let searching = null;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function show(signedIn) {
  $("door").hidden = signedIn;
  $("house").hidden = !signedIn;
  $("account").hidden = !signedIn;
}

function turnElement(role, content) {
  const made = element("li", "", { class: role });
  made.append(element("small", role === "user" ? "You" : role === "assistant" ? "toldonce" : role));
  made.append(element("span", content));
  return made;
}

function welcome() {
  $("turns").replaceChildren(
    element("li", "Tell something about yourself, such as “My boat is called Marisol.” Then ask for it, now or a thousand turns later.", { class: "welcome" }),
  );
}

function showMemories(title, hint, items) {
  $("used-title").textContent = title;
  $("used-hint").textContent = hint;
  $("memories").replaceChildren(...items.map((item) => {
    const made = element("li", item.content.length > 400 ? `${item.content.slice(0, 400)}…` : item.content);
    const meter = element("meter", "", { min: "0", max: "1", value: String(item.score), "aria-label": "Relevance" });
    made.append(meter, element("small", item.note));
    return made;
  }));
}

async function listConversations() {
  const { items } = await api.conversations();
  $("conversations").replaceChildren(...items.map((one) => {
    const row = document.createElement("li");
    const button = element("button", one.title ?? "Untitled", { type: "button", "aria-current": String(one.conversation_id === current) });
    button.addEventListener("click", () => guarded("talk-fault", () => openConversation(one.conversation_id)));
    row.append(button);
    return row;
  }));
}

async function openConversation(id) {
  current = id;
  const all = [];
  for (let cursor = null; ;) {
    const page = await api.turns(id, cursor);
    all.push(...page.items);
    cursor = page.next_cursor;
    if (!cursor) break;
  }
  $("turns").replaceChildren(...all.map((turn) => turnElement(turn.role, turn.content)));
  $("turns").scrollTop = $("turns").scrollHeight;
  await listConversations();
}

function startNew() {
  current = null;
  welcome();
  showMemories("Memories used", "The turns that were placed in the prompt appear here, with when they were said.", []);
  for (const button of $("conversations").querySelectorAll("button")) button.setAttribute("aria-current", "false");
  $("message").focus();
}

async function send(message) {
  if ($("turns").querySelector(".welcome")) $("turns").replaceChildren();
  const answer = turnElement("assistant", "…");
  $("turns").append(turnElement("user", message), answer);
  const text = answer.querySelector("span");
  let heard = "";
  const follow = () => { $("turns").scrollTop = $("turns").scrollHeight; };
  follow();
  await api.say(message, current, crypto.randomUUID(), (name, value) => {
    if (name === "memories") {
      showMemories(
        "Memories used",
        value.length ? "Placed in the prompt for this answer:" : "Nothing told before was needed for this answer.",
        value.map((one) => ({
          content: one.content,
          score: one.relevance_score,
          note: `${one.type}${one.origin_turn ? `, told at turn ${one.origin_turn}` : ""}`,
        })),
      );
    } else if (name === "token") {
      heard += typeof value === "string" ? value : value.text;
      text.textContent = heard;
    } else if (name === "done") {
      current = value.conversation_id;
      text.textContent = value.response;
    } else if (name === "error") {
      throw new api.Problem(0, value);
    }
    follow();
  });
  await listConversations();
}

async function find(query) {
  searching?.abort();
  if (!query) return showMemories("Memories used", "The turns that were placed in the prompt appear here, with when they were said.", []);
  searching = new AbortController();
  const found = await api.search(query, searching.signal);
  const note = (hit) => `${hit.speaker ?? hit.role ?? hit.type}, ${day.format(new Date(hit.at))}${hit.turn_number ? `, turn ${hit.turn_number}` : ""}`;
  showMemories(
    "Found",
    found.answerable ? `${found.hits.length} hits` : "Nothing that clearly answers this was told; the nearest turns:",
    found.hits.map((hit) => ({ content: hit.content, score: hit.score, note: note(hit) })),
  );
}

async function guarded(place, work) {
  $(place).textContent = "";
  try {
    await work();
  } catch (problem) {
    if (problem.name === "AbortError") return;
    if (problem.status === 401 && place !== "door-fault") {
      show(false);
      $("door-fault").textContent = "Your session has ended: sign in again.";
      return;
    }
    $(place).textContent = problem.message;
  }
}

async function enter() {
  $("who").textContent = (await api.me()).email;
  show(true);
  startNew();
  await listConversations();
}

$("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  const fields = new FormData(event.target);
  const enterBy = event.submitter?.value === "register" ? api.register : api.signIn;
  guarded("door-fault", async () => {
    await enterBy(fields.get("email"), fields.get("password"));
    event.target.reset();
    await enter();
  });
});

$("sign-out").addEventListener("click", () => guarded("door-fault", async () => {
  show(false);
  await api.signOut();
}));
$("new").addEventListener("click", startNew);

$("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const message = $("message").value.trim();
  if (!message || $("send").disabled) return;
  $("send").disabled = true;
  $("message").value = "";
  guarded("talk-fault", () => send(message)).finally(() => {
    if ($("talk-fault").textContent) $("message").value = message;
    $("send").disabled = false;
    $("message").focus();
  });
});
$("message").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("say").requestSubmit();
  }
});

let waiting;
$("query").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => guarded("talk-fault", () => find($("query").value.trim())), 200);
});

if (await api.resume()) await guarded("door-fault", enter);
else show(false);
