// Who and what is talked about, and one of them among those it is mentioned with.

import * as api from "/static/api.js";
import { draw, make } from "/static/elements.js";
import { day, words } from "/static/words.js";
import { empty, heading, section } from "/static/views/layout.js";
import { memoryCard } from "/static/views/memory_card.js";

const MOST_NEIGHBOURS = 10;
const HEIGHT = 340;

const short = (name, most) => (name.length > most ? `${name.slice(0, most - 1)}…` : name);

/** The entity in the middle, its neighbours around it; the thicker a line, the more often both are mentioned together. */
function graph(entity, neighbours, width) {
  const around = neighbours.slice(0, MOST_NEIGHBOURS);
  const [x, y] = [width / 2, HEIGHT / 2];
  const most = Math.max(...around.map((one) => one.together), 1);
  const nodeWidth = width < 500 ? 84 : 124;
  const drawn = around.map((one, number) => {
    const turn = (2 * Math.PI * number) / around.length - Math.PI / 2;
    const at = { x: x + Math.cos(turn) * (width / 2 - nodeWidth / 2 - 4), y: y + Math.sin(turn) * (HEIGHT / 2 - 24) };
    const line = draw("line", { class: "edge", x1: x, y1: y, x2: at.x, y2: at.y, "stroke-width": 1 + (4 * one.together) / most });
    const node = draw("a", { href: `#/entities/${one.entity.entity_id}` },
      draw("title", {}, `${one.entity.name}: ${words.together(one.together)}`),
      draw("rect", { class: "node", x: at.x - nodeWidth / 2, y: at.y - 16, width: nodeWidth, height: 32, rx: 16 }),
      draw("text", { x: at.x, y: at.y + 5, "text-anchor": "middle" }, short(one.entity.name, width < 500 ? 11 : 16)));
    return { line, node };
  });
  const label = short(entity.name, 22);
  const half = Math.max(48, label.length * 4.6 + 16);
  return draw("svg", { class: "drawing", viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "group", "aria-label": words.graphOf(entity.name) },
    ...drawn.map((one) => one.line),
    draw("rect", { class: "node middle", x: x - half, y: y - 20, width: 2 * half, height: 40, rx: 20 }),
    draw("text", { class: "middle", x, y: y + 5, "text-anchor": "middle" }, label),
    ...drawn.map((one) => one.node));
}

function chip(entity, chosen) {
  const known = entity.entity_id === chosen ? { "aria-current": "true" } : {};
  return make("a", { href: `#/entities/${entity.entity_id}`, ...known }, entity.name, make("small", {}, entity.relation ?? words.kinds[entity.kind]));
}

async function detail(id, again) {
  const { entity, memories, neighbours } = await api.entity(id);
  const known = [entity.relation ?? words.kinds[entity.kind], words.mentioned(entity.mention_count), words.lastOn(day(entity.last_at)),
    entity.aliases.length ? words.alsoCalled(entity.aliases.join(", ")) : ""];
  const figure = make("figure", { class: "plotted" });
  if (!neighbours.length) figure.append(make("figcaption", {}, words.alone(entity.name)));
  let width = 0;
  if (neighbours.length) new ResizeObserver(() => {
    if (figure.clientWidth === width) return;
    width = figure.clientWidth;
    figure.replaceChildren(graph(entity, neighbours, Math.max(260, width - 34)));
  }).observe(figure);
  const cards = memories.length ? make("ul", { class: "grid" }, ...memories.map((one) => memoryCard(one, again)))
    : make("p", { class: "hint" }, words.noMemoriesOf(entity.name));
  return [section(entity.name, make("p", { class: "hint" }, known.filter(Boolean).join(" · ")), figure), section(words.memoriesTitle, cards)];
}

export async function show(room, id) {
  const { items } = await api.entities();
  const title = heading(words.entitiesTitle, words.entitiesLead);
  if (!items.length) {
    room.replaceChildren(title, empty(words.noEntities, words.noEntitiesHint, make("a", { href: "#/chat" }, words.toChat)));
    return;
  }
  const chosen = id ?? items[0].entity_id;
  const chips = make("nav", { class: "chips", "aria-label": words.entitiesTitle }, ...items.map((one) => chip(one, chosen)));
  room.replaceChildren(title, make("section", {}, chips), ...(await detail(chosen, () => show(room, id))));
}
