// What the open status says: releases, withheld reports, prices, schedule and the last runs.
import { h } from "../shared/preact.js";
import { day, duration, exact, moment, plural } from "../shared/format.js";
import { ProgressBar } from "../shared/progress.js";
import { variantName } from "../shared/reports.js";
import { DataTable, Mark, time } from "./section.js";

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
const WEEK = 7 * 24 * 3_600_000;
const UTC = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });

/** The outcome of a run as a word in a colour. */
export function Outcome({ status }) {
  const [kind, name] = OUTCOMES[status] ?? ["info", status];
  return h(Mark, { kind }, name);
}

/** How many weeks a report lacks until the next release. */
function weeksBehind({ newest_report_date: newest, next_release: next }) {
  return Math.max(0, Math.round((new Date(next.report_date) - new Date(newest)) / WEEK) - 1);
}

/** What is wrong with a report; null if it is current. One week is missing from its release until it is stored. */
function flawOf(variant, release, withheld) {
  if (!release.newest_report_date) {
    return "No data";
  }
  const weeks = weeksBehind(release);
  return weeks > 1 || release.late ? (weeks > 0 ? `${plural(weeks, "week")} behind` : "Late") : withheld[variant] ? "Withheld" : null;
}

const ENDS = { partial: "failed in part", error: "failed", interrupted: "was interrupted" };

/** What may be the reason that data are not current: sentences. */
function causesOf({ scheduler, withheld, price_update: prices }) {
  const runs = [["reports", scheduler.update], ["prices", prices]].filter(([, run]) => ENDS[run.last_status]);
  const stale = prices.stale_symbols?.length ?? 0;
  return [
    ...Object.entries(withheld).map(([variant, why]) =>
      `${variantName(variant)}, withheld since ${moment(why.since)}: ${why.reason}. ${why.as_of > 0 ? `Readers see data version ${why.as_of}.` : "It was never published."}`),
    !scheduler.scheduler_running && "The scheduler does not run. No job starts by itself.",
    ...runs.map(([name, run]) => `The last run of ${name} (${moment(run.last_run)}) ${ENDS[run.last_status]}${run.last_error ? `: ${errorsOf(run.last_error)[0]}` : "."}`),
    stale > 0 && `${plural(stale, "symbol")} ${stale === 1 ? "has" : "have"} stale prices.`,
    prices.enabled && prices.circuit_breaker !== "closed" && `The circuit breaker of the price source is ${prices.circuit_breaker.replace("_", " ")}.`,
  ].filter(Boolean);
}

/** Whether the data are current, and if not, why. */
export function Verdict({ status }) {
  const { scheduler, withheld } = status;
  const variants = Object.entries(scheduler.variants);
  const flawed = variants.filter(([variant, release]) => flawOf(variant, release, withheld)).length;
  const causes = causesOf(status);
  const next = scheduler.next_release;
  const wait = new Date(next.expected_at) - new Date();
  return h("div", { class: `verdict ${flawed > 0 || causes.length > 0 ? "warning" : "good"}` },
    h("p", null, h("strong", null, flawed === 0
      ? `All ${plural(variants.length, "report")} are current`
      : `${exact(flawed)} of ${plural(variants.length, "report")} ${flawed === 1 ? "is" : "are"} not current`)),
    causes.map((cause) => h("p", { key: cause }, cause)),
    h("p", null, `The next release is expected ${moment(next.expected_at)}${wait > 0 ? ` (in ${duration(wait)})` : ""}, with the report of ${day(next.report_date)}.`));
}

/** One line for each report: whether it is current, its newest week, and what is stored. */
export function Releases({ status }) {
  const { scheduler, data, withheld } = status;
  const variants = Object.entries(scheduler.variants);
  const hasLate = variants.some(([, release]) => release.late_since);
  return [
    h(DataTable, {
      key: "table", caption: "Newest report and stored data of each report type",
      columns: ["Report", "State", "Newest week", "Published, New York", ...(hasLate ? ["Late since, New York"] : []), "First week", "Weeks#", "Markets#", "Records#"],
      rows: variants.map(([variant, release]) => h(Release, { key: variant, variant, release, stored: data.variants[variant], flaw: flawOf(variant, release, withheld), hasLate })),
    }),
    h("p", { key: "check", class: "muted" }, `Data version ${status.data_version}.`, scheduler.last_release_check && ` ${checkText(scheduler.last_release_check)}`),
  ];
}

function Release({ variant, release, stored, flaw, hasLate }) {
  return h("tr", null,
    h("th", { scope: "row" }, variantName(variant)),
    h("td", null, flaw ? h(Mark, { kind: "warning" }, flaw) : h(Mark, { kind: "good" }, "Current")),
    h("td", null, day(release.newest_report_date)),
    h("td", null, time(release.published_at)),
    hasLate && h("td", null, time(release.late_since)),
    h("td", null, day(stored?.first_date)),
    [stored?.total_weeks, stored?.total_markets, stored?.total_records].map((number, index) => h("td", { key: index, class: "number" }, exact(number))));
}

function checkText(check) {
  return `Last release check: ${moment(check.at)}, ${check.file}: ${check.outcome}. ${check.message}`;
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

function errorsOf(text) {
  return text.split(/\n|; (?=\S+\/\S+[ :])/);
}

/** The errors of a run as a list: the first few, and the others on demand. */
export function Errors({ text }) {
  const errors = errorsOf(text);
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
  return h(DataTable, {
    caption: "Scheduled jobs", columns: ["Job", "Next run, New York", "Next run, UTC", "Previous run, New York", "Schedule", "Time zone"],
    rows: jobs.map((job) => h("tr", { key: job.id },
      h("th", { scope: "row", title: job.id }, JOBS[job.id] ?? job.name),
      h("td", null, time(job.next_run)),
      h("td", null, utc(job.next_run)),
      h("td", null, time(job.previous_run)),
      h("td", null, h("code", null, job.cron)),
      h("td", null, job.zone))),
  });
}
