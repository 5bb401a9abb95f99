// The page for operators: what is stored, what runs, what was checked and what was revised.
import { h, useState, useEffect } from "../shared/preact.js";
import { address, hasKey, useData, watchKey } from "../shared/api.js";
import { Failure, Skeleton, StaleNotice } from "../shared/states.js";
import { Administration } from "./administration.js";
import { ProgressBar } from "../shared/progress.js";
import { Quality, Revisions } from "./records.js";
import { Section } from "./section.js";
import { Releases, Runs, Schedule, StaleSymbols, Verdict } from "./state.js";

const SECONDS = 30;
const SECONDS_OF_RUN = 2;
const SECTIONS = [
  ["state", "State"], ["runs", "Runs"], ["schedule", "Schedule"], ["quality", "Quality checks"], ["revisions", "Revisions"],
  ["administration", "Administration"],
];

export function Data({ parameters }) {
  const [isRunning, setRunning] = useState(false);
  const { data: status, problem } = useData(address("cot/status"), isRunning ? SECONDS_OF_RUN : SECONDS);
  const running = Boolean(status && (status.scheduler.update.running || status.price_update.running));
  useEffect(() => setRunning(running), [running]);

  if (!status && problem) {
    return h("div", { class: "data-page" }, h("h1", null, "Data"), h(Failure, { problem }));
  }
  return h("div", { class: "data-page" },
    h("h1", null, "Data"),
    h("nav", { class: "anchors", "aria-label": "Sections of this page" },
      SECTIONS.map(([id, name]) => h("a", { key: id, href: `data#${id}`, onClick: (event) => jump(event, id) }, name))),
    problem && status && h(StaleNotice, { problem }),
    status?.data_version === 0 && h(FirstStart, { update: status.scheduler.update }),
    h(State, { status }),
    h(Section, { id: "quality", title: "Quality checks" }, h(Quality)),
    h(Section, { id: "revisions", title: "Revisions" }, h(Revisions, { parameters })),
    h(Section, { id: "administration", title: "Administration" }, h(WithKey, { parameters, isAsked: problem?.status === 401 })),
    h("p", { class: "muted" }, "Prices are not adjusted for the change of contracts. Measures describe positions; they are no advice. ",
      h("a", { href: "../api/docs" }, "The API document"), " defines every field."));
}

/** Moves to a section; the address stays that of the page. */
function jump(event, id) {
  event.preventDefault();
  const section = document.getElementById(id);
  section.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  section.focus({ preventScroll: true });
}

function FirstStart({ update }) {
  return h("div", { class: "notice info" },
    update.running ? "No data yet: the first run downloads the reports." : "No data yet. Start a run below, or wait for the next scheduled one.",
    update.running && h(ProgressBar, { progress: update.progress, label: "Progress of the first run" }));
}

function State({ status }) {
  if (!status) {
    return h("section", { class: "panel data-section" }, h(Skeleton, { lines: 14 }));
  }
  return [
    h(Section, { key: "state", id: "state", title: "State" }, h(Verdict, { status }), h(Releases, { status }), h(StaleSymbols, { prices: status.price_update })),
    h(Section, { key: "runs", id: "runs", title: "Runs" }, h(Runs, { status })),
    h(Section, { key: "schedule", id: "schedule", title: "Schedule" }, h(Schedule, { scheduler: status.scheduler })),
  ];
}

function WithKey({ parameters, isAsked }) {
  const [, setChanges] = useState(0);
  useEffect(() => watchKey(() => setChanges((count) => count + 1)), []);
  return h(Administration, { parameters, isKnown: hasKey(), isAsked });
}
