// Plots: what happened over time as bars, with the figures for those who do not see them.

import { draw, make } from "/static/elements.js";
import { words } from "/static/words.js";

const HEIGHT = 150;
const TOP = 24;
const MOST_BARS = 40;
const DAY_MS = 86_400_000;
const WIDEST_BAR = 48;
/** Days are those of UTC, as the service counts them. */
const short = new Intl.DateTimeFormat(words.locale, { day: "numeric", month: "short", year: "2-digit", timeZone: "UTC" });

const sumOf = (days, name) => days.reduce((total, one) => total + one[name], 0);

/**
 * Days in equal steps from the first to the last, at most `MOST_BARS` of them: the sum of `name`, or its share for each
 * of `per`. Steps are whole days, of which the last step ends with the last day; one without `per` has no value.
 */
export function inSteps(days, name, per = /** @type {string | null} */ (null)) {
  const place = (one) => Date.parse(one.day) / DAY_MS;
  const first = place(days[0]);
  const last = place(days.at(-1));
  const step = Math.max(1, Math.ceil((last - first + 1) / MOST_BARS));
  const steps = Array.from({ length: Math.floor((last - first) / step) + 1 }, () => /** @type {any[]} */ ([]));
  for (const one of days) steps[Math.floor((place(one) - first) / step)].push(one);
  return steps.map((own, number) => {
    const from = first + number * step;
    const value = per && own.length ? sumOf(own, name) / sumOf(own, per) : sumOf(own, name);
    return { from: from * DAY_MS, to: Math.min(from + step - 1, last) * DAY_MS, value };
  });
}

const named = (one) => (one.from === one.to ? short.format(one.from) : `${short.format(one.from)} – ${short.format(one.to)}`);

/** Bars for steps in order; `told` says a value. */
export function bars(title, steps, told) {
  const figure = make("figure", { class: "plotted" }, make("figcaption", {}, title));
  let width = 0;
  new ResizeObserver(() => {
    const wanted = Math.max(240, figure.clientWidth - 34);
    if (wanted === width) return;
    width = wanted;
    figure.querySelector("svg")?.remove();
    figure.append(picture(title, steps, told, width));
  }).observe(figure);
  return figure;
}

function picture(title, steps, told, width) {
  const most = Math.max(...steps.map((one) => one.value));
  const each = width / steps.length;
  const base = HEIGHT - 22;
  const drawn = steps.map((one, number) => {
    const height = one.value ? Math.max(2, (one.value / most) * (base - TOP)) : 0;
    return draw("rect", { class: "column", x: number * each + 1, y: base - height, width: Math.max(2, Math.min(each - 2, WIDEST_BAR)), height, rx: 2 },
      draw("title", {}, `${named(one)}: ${told(one.value)}`));
  });
  const label = `${title}: ${steps.filter((one) => one.value).map((one) => `${named(one)} ${told(one.value)}`).join(", ")}`;
  const line = (y, kind) => draw("line", { class: kind, x1: 0, x2: width, y1: y, y2: y });
  return draw("svg", { class: "drawing", viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": label.slice(0, 1000) },
    draw("text", { class: "soft", x: 0, y: 12 }, told(most)), line(TOP - 0.5, "grid"), line(base + 0.5, "axis"), ...drawn,
    draw("text", { class: "soft", x: 0, y: HEIGHT - 5 }, short.format(steps[0].from)),
    ...(steps.length > 1 ? [draw("text", { class: "soft", x: width, y: HEIGHT - 5, "text-anchor": "end" }, short.format(steps.at(-1).to))] : []));
}
