// Everything in and out: exports of other services by drag and drop, and one's own as a file.

import * as api from "/static/api.js";
import { button, choice, guarded, make } from "/static/elements.js";
import { words } from "/static/words.js";
import { heading, section } from "/static/views/layout.js";
import { follow, jobRow, progressOf } from "/static/views/jobs.js";

const SNIFFED_BYTES = 65_536;
const formats = Object.entries(words.importFormats);

/** Whose export a file looks like, or null: an archive does not tell. */
async function formatOf(file) {
  const beginning = await file.slice(0, SNIFFED_BYTES).text();
  if (beginning.includes('"chat_messages"')) return "claude";
  if (beginning.includes('"mapping"')) return "chatgpt";
  if (file.name.endsWith(".jsonl")) return "toldonce";
  return null;
}

/** Give the browser a file to keep. */
export function save(content, name) {
  const address = URL.createObjectURL(content);
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function importer(done) {
  let format = "chatgpt";
  const state = make("div", { class: "stack", role: "status" });
  const file = make("input", { type: "file", class: "unseen", "aria-label": words.chooseFile, tabindex: "-1", accept: ".json,.jsonl,.zip" });
  const whose = choice(words.importFormat, formats, format, (value) => { format = value; });

  const take = (chosen) => guarded("room-fault", async () => {
    if (!chosen) return;
    const seen = await formatOf(chosen);
    if (seen) {
      format = seen;
      whose.lastChild.value = seen;
    }
    const bar = make("progress", { "aria-label": words.importing(chosen.name) });
    const told = make("p", {}, words.importing(chosen.name));
    state.replaceChildren(told, bar);
    const started = await api.importFile(chosen, format);
    const job = await follow(started.job_id, state, (now) => {
      if (now.progress.total) {
        bar.max = now.progress.total;
        bar.value = now.progress.done ?? 0;
      }
      told.textContent = `${words.importing(chosen.name)} ${progressOf(now)}`;
    });
    state.replaceChildren(make("p", {}, job.status === "done" ? words.imported(chosen.name, progressOf(job)) : words.notImported(chosen.name)),
      ...(job.status === "done" ? [make("a", { href: "#/chat" }, words.toChat)] : []));
    await done();
  });
  file.addEventListener("change", async () => { await take(file.files[0]); file.value = ""; });
  const place = make("div", { class: "drop" }, make("h4", {}, words.dropHere), make("p", { class: "hint" }, words.dropHint),
    make("div", { class: "filters" }, whose, button(words.chooseFile, () => file.click()), file), state);
  place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("over"); });
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("over");
    take(event.dataTransfer.files[0]);
  });
  return place;
}

function exporter() {
  const state = make("p", { class: "hint", role: "status" });
  const start = button(words.exportAll, () => guarded("room-fault", async () => {
    start.disabled = true;
    state.textContent = words.exporting;
    try {
      const content = await api.exportAll();
      save(content, "toldonce.jsonl");
      state.textContent = words.exported(Math.ceil(content.size / 1024));
    } finally {
      start.disabled = false;
    }
  }));
  return make("div", {}, make("p", { class: "hint" }, words.exportHint), make("div", { class: "actions" }, start, state));
}

export async function show(room) {
  const jobs = make("div");
  const list = async () => {
    const imports = (await api.jobs()).items.filter((job) => job.kind === "import");
    jobs.replaceChildren(imports.length ? make("ul", { class: "rows" }, ...imports.map((job) => jobRow(job, list)))
      : make("p", { class: "hint" }, words.noImports));
  };
  room.replaceChildren(heading(words.transferTitle, words.transferLead), section(words.importTitle, importer(list)),
    section(words.importsTitle, jobs), section(words.exportTitle, exporter()));
  await list();
}
