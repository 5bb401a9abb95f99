// What the open status says: releases, withheld reports, prices, schedule and the last runs.
import { h } from "../shared/preact.js";
import { day, duration, exact, moment, plural } from "../shared/format.js";
import { ProgressBar } from "../shared/progress.js";
import { DataTable, Mark, time, variantName } from "./section.js";

const OUTCOMES = { success: ["good", "Success"], partial: ["warning", "Partial"], error: ["warning", "Failed"], running: ["info", "Running"], interrupted: ["warning", "Interrupted"] };
const JOBS = {
  "poll-releases": "Check for new releases",
  "poll-reports": "Update all reports",
  "poll-prices": "Update prices",
  "poll-digest": "Send the alert digest",
  "back-up": "Back up the database",
  "clean-up": "Delete old records",
};
const SHOWN_ERRORS = 3;
const UTC = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });

/** The outcome of a run as a word in a colour. */
export function Outcome({ status }) {
  const [kind, name] = OUTCOMES[status] ?? ["info", status];
  return h(Mark, { kind }, name);
}

export function Withheld({ withheld }) {
  return Object.entries(withheld).map(([variant, why]) => h("div", { key: variant, class: "notice warning withheld" },
    h("strong", null, `${variantName(variant)}: withheld since ${moment(why.since)}`),
    h("span", null, why.reason),
    h("span", null, why.as_of > 0 ? `Readers see data version ${why.as_of}.` : "It was never published.")));
}

/** One line for each report: newest week, publication, lateness, and what is stored. */
export function Releases({ status }) {
  const { scheduler, data } = status;
  const rows = Object.entries(scheduler.variants).map(([variant, release]) => h(Release, { key: variant, variant, release, stored: data.variants[variant] }));
  const next = scheduler.next_release;
  return [
    h("p", { key: "next" }, "Next release: ", h("strong", null, moment(next.expected_at)), `, with the report of ${day(next.report_date)}. `,
      h("span", { class: "muted" }, `Data version ${status.data_version}.`)),
    h(DataTable, {
      key: "table", caption: "Newest report and stored data of each report type",
      columns: ["Report", "Newest report", "Published, New York", "State", "Next release", "First report", "Weeks#", "Markets#", "Records#"], rows,
    }),
    scheduler.last_release_check && h(ReleaseCheck, { key: "check", check: scheduler.last_release_check }),
  ];
}

function Release({ variant, release, stored }) {
  return h("tr", null,
    h("th", { scope: "row" }, variantName(variant)),
    h("td", null, day(release.newest_report_date)),
    h("td", null, time(release.published_at)),
    h("td", null, h(Lateness, { release })),
    h("td", null, time(release.next_release.expected_at)),
    h("td", null, day(stored?.first_date)),
    [stored?.total_weeks, stored?.total_markets, stored?.total_records].map((number, index) => h("td", { key: index, class: "number" }, exact(number))));
}

function Lateness({ release }) {
  if (!release.newest_report_date) {
    return h(Mark, { kind: "warning" }, "no data");
  }
  return release.late ? h(Mark, { kind: "warning" }, `late since ${time(release.late_since)}`) : h(Mark, { kind: "good" }, "up to date");
}

function ReleaseCheck({ check }) {
  return h("p", { class: "muted" }, `Last release check: ${moment(check.at)}, ${check.file}: ${check.outcome}. ${check.message}`);
}

export function StaleSymbols({ prices }) {
  if (!prices.enabled) {
    return h("p", { class: "muted" }, "Prices are not enabled.");
  }
  const stale = prices.stale_symbols ?? [];
  const source = `Price source: ${prices.source}, circuit breaker ${prices.circuit_breaker}. `;
  return [
    h("p", { key: "source", class: "prices" }, source, stale.length === 0 ? "No symbol has stale prices." : `${plural(stale.length, "symbol")} with stale prices:`),
    stale.length > 0 && h(DataTable, {
      key: "table", caption: "Symbols with stale prices", columns: ["Symbol", "Newest bar", "Last response, New York", "Reason"],
      rows: stale.map((symbol) => h("tr", { key: symbol.symbol },
        h("th", { scope: "row" }, symbol.symbol), h("td", null, day(symbol.newest_bar)), h("td", null, time(symbol.last_response_at)), h("td", { class: "text" }, symbol.reason))),
    }),
  ];
}

/** The last run of reports and of prices, and the progress of one that runs. */
export function Runs({ status }) {
  return h("div", { class: "run-cards" },
    h(LastRun, { title: "Reports", run: status.scheduler.update }),
    h(LastRun, { title: "Prices", run: status.price_update, isOff: !status.price_update.enabled }));
}

function LastRun({ title, run, isOff }) {
  return h("div", { class: "run-card" },
    h("h3", null, title),
    run.running && h(ProgressBar, { progress: run.progress, seconds: run.progress?.eta_sec, label: `Progress of the run of ${title.toLowerCase()}` }),
    run.last_run
      ? h("p", null, h(Outcome, { status: run.last_status }), ` The last run started ${moment(run.last_run)} and took ${duration((run.last_duration_sec ?? 0) * 1000)}.`)
      : !run.running && h("p", { class: "muted" }, isOff ? "Prices are not enabled." : "No run yet."),
    run.last_error && h(Errors, { text: run.last_error }));
}

/** The errors of a run as a list: the first few, and the others on demand. */
export function Errors({ text }) {
  const errors = text.split(/\n|; (?=\S+\/\S+[ :])/);
  const more = errors.length - SHOWN_ERRORS;
  return h("div", { class: "errors" },
    h("ul", null, errors.slice(0, SHOWN_ERRORS).map((error) => h("li", { key: error }, error))),
    more > 0 && h("details", null, h("summary", null, `${exact(more)} more`), h("ul", null, errors.slice(SHOWN_ERRORS).map((error) => h("li", { key: error }, error)))));
}

function utc(instant) {
  return instant ? UTC.format(new Date(instant)).replace(",", "") : "–";
}

export function Schedule({ scheduler }) {
  const jobs = [...scheduler.jobs].sort((one, other) => String(one.next_run).localeCompare(String(other.next_run)));
  return [
    !scheduler.scheduler_running && h("p", { key: "off", class: "notice warning" }, "The scheduler does not run: no job starts by itself."),
    h(DataTable, {
      key: "table", caption: "Scheduled jobs", columns: ["Job", "Next run, New York", "Next run, UTC", "Previous run, New York", "Schedule", "Time zone"],
      rows: jobs.map((job) => h("tr", { key: job.id },
        h("th", { scope: "row", title: job.id }, JOBS[job.id] ?? job.name),
        h("td", null, time(job.next_run)),
        h("td", null, utc(job.next_run)),
        h("td", null, job.previous_run ? time(job.previous_run) : "not since the start"),
        h("td", null, h("code", null, job.cron)),
        h("td", null, job.zone))),
    }),
  ];
}

/** Where the data come from and under which terms. */
export function Sources({ status }) {
  const prices = status?.price_update;
  return h("ul", { class: "sources" },
    h("li", null, "Positions: the Commitments of Traders of the US Commodity Futures Trading Commission (CFTC), which are in the public domain."),
    prices?.source === "yahoo" && h("li", null, "Prices: Yahoo Finance, for personal use under its terms. They are not adjusted for the change of contracts."),
    prices?.source === "csv" && h("li", null, "Prices: a file of this installation's operator."),
    h("li", null, "Measures describe positions. They are no advice. ", h("a", { href: "../api/docs" }, "The API document"), " defines every field."));
}
