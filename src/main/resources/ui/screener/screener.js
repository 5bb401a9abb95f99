// The screener: all markets in one table. Its state is in the URL.
import { h, useMemo, useState } from "../shared/preact.js";
import { address, saveAs, useData } from "../shared/api.js";
import { AddressField } from "../shared/fields.js";
import { day, exact, plural } from "../shared/format.js";
import { useDark } from "../shared/frame.js";
import { missingText } from "../shared/known-at.js";
import { REPORTS } from "../shared/reports.js";
import { change, href } from "../shared/router.js";
import { Scale } from "../shared/scale.js";
import { Empty, Failure, Skeleton, StaleNotice } from "../shared/states.js";
import { UpdateProgress } from "../shared/progress.js";
import { ColumnPanel, Condition, Filters, Sectors } from "./filters.js";
import { Table } from "./table.js";
import { addressOf, csvOf, exclusions, requestOf, select, shownColumns, viewOf } from "./view.js";

export function Screener({ parameters }) {
  const [isChoosing, setChoosing] = useState(false);
  const [hasCondition, setCondition] = useState(Boolean(parameters.where));
  const state = JSON.stringify(parameters);
  const view = useMemo(() => viewOf(parameters), [state]);
  const { data, problem, isPrevious } = useData(requestOf(view));
  const newestStored = useNewestStored(view);
  const selection = useMemo(() => data && select(data.items, view, newestStored), [data, state, newestStored]);
  const columns = useMemo(() => shownColumns(view, selection?.hasOldDates), [view, selection?.hasOldDates]);
  const isRejected = problem?.status === 400;
  const isConditionRejected = isRejected && problem.detail.includes("'where'");
  const hasForm = hasCondition || view.where !== "";

  return h("section", { class: "screener-page" },
    h("div", { class: "screener-head" },
      h("h1", null, "Screener"),
      h("p", { class: "muted", role: "status" }, selection && !isRejected ? summary(selection, data.items, view, isPrevious) : "")),
    h(Filters, { view },
      h("button", { type: "button", "aria-expanded": hasForm, onClick: () => setCondition(!hasCondition) }, "Condition"),
      h("button", { type: "button", "aria-expanded": isChoosing, "aria-controls": "column-panel", onClick: () => setChoosing(!isChoosing) }, "Columns"),
      h("button", { type: "button", disabled: !selection?.rows.length || isPrevious, onClick: () => saveCsv(selection, columns, view) }, "Save as CSV")),
    isChoosing && h(ColumnPanel, { view, columns }),
    h(Sectors, { view, sectors: selection?.sectors ?? [], folded: selection?.folded ?? 0, lagging: selection?.lagging ?? 0 }),
    hasForm && h(Condition, { view, problem: isConditionRejected ? problem : null }),
    problem && data && h(StaleNotice, { problem }),
    h("div", { class: "panel table-panel" }, h(Content, { view, problem, items: data?.items, selection, columns, state, isBusy: isPrevious })),
    h(Below, { view }));
}

/** The date of the newest report of all. Only the primary reports, futures only, are known to contain it. */
function useNewestStored({ report, subtype, knownAt }) {
  const { data: status } = useData(knownAt || (report === "" && subtype === "fo") ? null : address("cot/status"));
  return status?.data.overall.last_date ?? "";
}

function newestOf(rows) {
  return rows.reduce((newest, { date }) => (date > newest ? date : newest), "");
}

function summary({ rows, newest }, items, view, isPrevious) {
  const date = newestOf(rows);
  const report = date ? `, newest report ${day(date)}${date < newest ? " (not current)" : ""}` : "";
  const known = view.knownAt ? `, as known on ${day(view.knownAt.slice(0, 10))}` : "";
  const missing = view.knownAt && date && !isPrevious ? missingText(newest, view.knownAt) : "";
  const share = rows.length < items.length ? `${exact(rows.length)} of ` : "";
  return `${share}${plural(items.length, "market")}${report}${known}${missing && `. ${missing}`}`;
}

function saveCsv({ rows }, columns, view) {
  const blob = new Blob([csvOf(rows, columns)], { type: "text/csv" });
  saveAs(URL.createObjectURL(blob), `screener_${view.report || "primary"}_${view.subtype}_${view.knownAt || newestOf(rows)}.csv`);
}

function Content({ view, problem, items, selection, columns, state, isBusy }) {
  if (problem?.status === 400) {
    return h(Empty, null, problem.detail.includes("'where'") ? "Correct the condition above to see markets." : problem.detail);
  }
  if (problem?.status === 404 && !isBusy) {
    return h(Empty, null, `No ${view.report ? REPORTS[view.report] : "primary"} report, ${view.subtype === "co" ? "with options" : "futures only"}, is stored. Choose another report or other positions.`);
  }
  if (!selection) {
    return problem ? h(Failure, { problem }, problem.status === 503 && h(UpdateProgress)) : h(Skeleton, { lines: 16 });
  }
  if (selection.rows.length === 0) {
    return h(NoRows, { view, items });
  }
  return h(Table, {
    columns, rows: selection.rows, newest: selection.newest, view, order: state, isBusy,
    onSort: (sort) => change({ sort }),
    linkOf: (row) => href(`market/${row.code}`, { report: `${row.primary_report ?? view.report}/${view.subtype}`, known_at: view.knownAt }),
  });
}

/** An empty table says how many markets each filter excludes, and offers to remove it. */
function NoRows({ view, items }) {
  const { data } = useData(view.where ? requestOf({ ...view, where: "" }) : null);
  if (items.length === 0 && !view.where) {
    return h(Empty, null, view.knownAt ? `No report of this kind was published by ${day(view.knownAt.slice(0, 10))}.` : "No report of this kind is stored.");
  }
  const excluded = exclusions(items, view, data?.items);
  return h("div", { class: "no-rows" },
    h("p", null, h("strong", null, "No market matches."), excluded.length === 0 && " More than one filter excludes all markets."),
    excluded.map(([what, number, removal]) => h("p", { key: what }, `${what} ${plural(number, "market")}. `,
      h("button", { type: "button", onClick: () => change(removal) }, "Show"))),
    h("p", null, h("button", { type: "button", onClick: () => change({ q: null, where: null, sector: null, lag: "1", more: "1" }) }, "Show all markets")));
}

/** What the colours mean, and where the rows come from. */
function Below({ view }) {
  useDark();
  return h("div", { class: "screener-below" },
    h("p", { class: "legend" }, h("span", null, "Lowest"), h(Scale), h("span", null, "highest of the window; z-scores from −3 to +3")),
    h(AddressField, { id: "api-address", label: isExact(view) ? "API address of these rows" : "API address, before sectors and search", url: addressOf(view) }));
}

/** Whether the API can select the shown rows: it knows one sector or all, and no search. */
function isExact({ search, sectors, isUnfolded }) {
  return search === "" && (sectors.length === 1 || (sectors.length === 0 && isUnfolded));
}
