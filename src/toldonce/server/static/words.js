// Every text of the page, in one place.

const plural = (count, one, many) => (count === 1 ? `1 ${one}` : `${count.toLocaleString("en")} ${many}`);

export const words = {
  locale: "en-GB",

  search: "Search everything that was said",
  signOut: "Sign out",
  skip: "Skip to the message",
  noScript: "This page needs JavaScript. The same service answers programs at /api.",

  promise: "Tell it once.",
  promiseLead: "A memory for long conversations: what you say at turn 1 is there at turn 1,000, word for word, with its date.",
  showTold: "My boat is called Marisol.",
  showToldBy: "You, turn 1",
  showBetween: "998 turns later",
  showAsked: "What is my boat called?",
  showAskedBy: "You, turn 1,000",
  showAnswer: "My boat is called Marisol.",
  showAnswerBy: "toldonce, quoting turn 1",

  signIn: "Sign in",
  signInTitle: "Welcome back",
  register: "Create account",
  registerTitle: "Create your account",
  email: "E-mail",
  password: "Password",
  passwordRule: "At least 8 characters. It is kept on this service only.",
  toRegister: "New here? Create an account",
  toSignIn: "You have an account? Sign in",
  sessionEnded: "Your session has ended: sign in again. What you were writing is kept.",

  views: "Views",
  list: "Conversations",
  talk: "Talk",
  used: "Memories",
  newConversation: "New conversation",
  noConversations: "Your conversations will be listed here. The first message begins one.",
  untitled: "Untitled",
  moreConversations: "Show more",
  turnCount: (count) => plural(count, "turn", "turns"),

  welcome: "What should be remembered?",
  welcomeLead: "Tell something, then ask for it: in this conversation, in a new one, or a thousand turns from now. For example:",
  examples: ["My boat is called Marisol.", "My sister Nora is allergic to hazelnuts.", "What must I not bake for Nora?"],
  message: "Message",
  messageHint: "Tell something, or ask",
  send: "Send",
  keys: "Shift+Enter starts a new line.",
  withoutModel: "Without a language model, answers quote what was told.",
  withoutModelNotice: "No language model is set up",
  turns: "Turns of this conversation",
  answering: "Looking through what was told",
  earlier: "Show earlier turns",
  nothingSaid: "Nothing was said in this conversation yet.",
  roles: { user: "You", assistant: "Assistant", system: "System", tool: "Tool" },
  quoting: "toldonce",
  turn: (number) => `turn ${number.toLocaleString("en")}`,

  usedHint: "Beside each answer stands what it is based on: who said it, when, and at which turn. For example:",
  sample: { content: "My boat is called Marisol.", score: 0.92, turn: 1, at: "2026-03-03T12:00:00Z", who: "You" },
  usedNow: (count) => `${plural(count, "memory was", "memories were")} at hand for this answer, the most relevant first.`,
  usedNone: "Nothing that was told before was needed for this answer.",
  usedChoose: "Choose “What was known” under an answer to see what the memory held for it.",
  knownThen: "What was known",
  knownThenHint: (count) => `${plural(count, "memory", "memories")} known when this was answered, the most relevant first.`,
  knownNothing: "When this was answered, nothing told before fitted the message.",
  usedBy: (count) => (count === 0 ? "No memories used" : plural(count, "memory used", "memories used")),

  types: {
    turn: "Turn", fact: "Fact", preference: "Preference", commitment: "Commitment", instruction: "Instruction", entity: "Entity",
    event: "Event",
  },
  relevance: (share) => `relevance ${Math.round(100 * share)} %`,
  whole: "Show all",
  clipped: "Show less",
  openTurn: (number) => `Turn ${number.toLocaleString("en")}`,
  within: (title) => ` in “${title}”`,

  found: "Found",
  searching: "Searching …",
  foundSome: (count) => `${plural(count, "place", "places")}, the best first.`,
  foundUnsure: "Nothing that was told clearly answers this. These are the nearest places:",
  foundNone: (query) => `Nothing that was told fits “${query}”.`,
  closeSearch: "Back to the conversation",

  unreachable: "The service cannot be reached. Check that it runs, then try again.",
  cutOff: "The connection ended before the answer was complete. Send the message again: it is not stored twice.",
  status: (status) => `The service answered with status ${status}. Try again, or look into its log.`,
};

/** Put the words where the document names them. */
export function fillWords(root) {
  for (const one of root.querySelectorAll("[data-text]")) one.textContent = words[one.dataset.text];
  for (const one of root.querySelectorAll("[data-label]")) one.setAttribute("aria-label", words[one.dataset.label]);
  for (const one of root.querySelectorAll("[data-hint]")) one.placeholder = words[one.dataset.hint];
}

const written = new Intl.DateTimeFormat(words.locale, { dateStyle: "long" });
const clock = new Intl.DateTimeFormat(words.locale, { timeStyle: "short" });
export const day = (at) => written.format(new Date(at));
export const time = (at) => clock.format(new Date(at));
