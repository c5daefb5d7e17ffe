// Plots: counts over time as bars, with the figures for those who do not see them.

import { draw, make } from "/static/elements.js";
import { words } from "/static/words.js";

const HEIGHT = 150;
const MOST_BARS = 30;
const short = new Intl.DateTimeFormat(words.locale, { day: "numeric", month: "short", year: "2-digit" });

/** Sums of the points `{at, value}` in equal steps of time from the first to the last. */
export function inSteps(points, steps = MOST_BARS) {
  const times = points.map((one) => Date.parse(one.at));
  const first = Math.min(...times);
  const step = Math.max((Math.max(...times) - first) / steps, 3_600_000);
  const sums = Array.from({ length: Math.floor((Math.max(...times) - first) / step) + 1 }, (_, number) => ({ at: first + number * step, value: 0 }));
  for (const [number, one] of points.entries()) sums[Math.floor((times[number] - first) / step)].value += one.value;
  return sums;
}

/** Bars for values in order; `told` says a value, and `named` what stands below a bar. */
export function bars(title, values, told, named = (one) => short.format(one.at)) {
  const figure = make("figure", { class: "plotted" }, make("figcaption", {}, title));
  let width = 0;
  new ResizeObserver(() => {
    const wanted = Math.max(240, figure.clientWidth - 34);
    if (wanted === width) return;
    width = wanted;
    figure.querySelector("svg")?.remove();
    figure.append(picture(title, values, told, named, width));
  }).observe(figure);
  return figure;
}

function picture(title, values, told, named, width) {
  const most = Math.max(...values.map((one) => one.value), 1);
  const step = width / values.length;
  const drawn = values.map((one, number) => {
    const height = one.value ? Math.max(2, (one.value / most) * (HEIGHT - 44)) : 0;
    return draw("rect", { class: "column", x: number * step + 1, y: HEIGHT - 22 - height, width: Math.max(2, Math.min(step - 2, 48)), height, rx: 2 },
      draw("title", {}, `${named(one)}: ${told(one.value)}`));
  });
  const label = `${title}: ${values.filter((one) => one.value).map((one) => `${named(one)} ${told(one.value)}`).join(", ")}`;
  return draw("svg", { class: "drawing", viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": label.slice(0, 1000) },
    draw("text", { class: "soft", x: 0, y: 12 }, told(most)),
    draw("line", { class: "axis", x1: 0, x2: width, y1: HEIGHT - 21.5, y2: HEIGHT - 21.5 }), ...drawn,
    draw("text", { class: "soft", x: 0, y: HEIGHT - 5 }, named(values[0])),
    ...(values.length > 1 ? [draw("text", { class: "soft", x: width, y: HEIGHT - 5, "text-anchor": "end" }, named(values.at(-1)))] : []));
}
