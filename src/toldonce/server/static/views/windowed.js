// A list of any length of which only the rows in view are in the document; further pages are fetched as it is scrolled.

import { guarded, make } from "/static/elements.js";

const SPARE = 8;

/**
 * @param {string} label
 * @param {{items: any[], next_cursor: string | null}} first
 * @param {(options: {cursor: string | null}) => Promise<any>} list
 * @param {(item: any) => Element} row
 * @param {(count: number, more: boolean) => void} counted
 */
export function windowed(label, first, list, row, counted) {
  const items = [...first.items];
  const shown = new Map();
  let cursor = first.next_cursor;
  let fetching = false;
  let height = 68;
  const rows = make("ul");
  const view = make("div", { class: "window", tabindex: "0", role: "group", "aria-label": label }, rows);

  function place() {
    const begin = Math.max(0, Math.floor(view.scrollTop / height) - SPARE);
    const end = Math.min(items.length, Math.ceil((view.scrollTop + view.clientHeight) / height) + SPARE);
    for (const [number, made] of shown) {
      if (number >= begin && number < end) continue;
      made.remove();
      shown.delete(number);
    }
    for (let number = begin; number < end; number++) {
      if (shown.has(number)) continue;
      const made = make("li", { "aria-setsize": cursor ? -1 : items.length, "aria-posinset": number + 1 }, row(items[number]));
      made.style.top = `${number * height}px`;
      shown.set(number, made);
      const after = [...shown.keys()].filter((other) => other > number).sort((one, other) => one - other)[0];
      rows.insertBefore(made, after === undefined ? null : shown.get(after));
    }
    if (cursor && end > items.length - 100) more();
  }

  function grow() {
    rows.style.height = `${items.length * height}px`;
    counted(items.length, Boolean(cursor));
    place();
  }

  async function more() {
    if (fetching) return;
    fetching = true;
    await guarded("room-fault", async () => {
      const page = await list({ cursor });
      items.push(...page.items);
      cursor = page.next_cursor;
    });
    fetching = false;
    if (view.isConnected) grow();
  }

  view.addEventListener("scroll", place, { passive: true });
  requestAnimationFrame(() => {
    grow();
    height = rows.firstElementChild?.offsetHeight || height;
    for (const [number, made] of shown) made.style.top = `${number * height}px`;
    grow();
  });
  return view;
}
