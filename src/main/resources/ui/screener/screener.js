// The screener: all markets in one table. Its state is in the URL.
import { h, useMemo, useState } from "../shared/preact.js";
import { saveAs, useData } from "../shared/api.js";
import { diverging } from "../shared/colors.js";
import { day, exact, plural } from "../shared/format.js";
import { change, href } from "../shared/router.js";
import { Empty, Failure, Skeleton, StaleNotice } from "../shared/states.js";
import { UpdateProgress } from "../shared/progress.js";
import { ColumnPanel, Condition, Filters, Sectors } from "./filters.js";
import { Table } from "./table.js";
import { addressOf, csvOf, requestOf, select, shownColumns, viewOf } from "./view.js";

export function Screener({ parameters }) {
  const [isChoosing, setChoosing] = useState(false);
  const [hasCondition, setCondition] = useState(Boolean(parameters.where));
  const state = JSON.stringify(parameters);
  const view = useMemo(() => viewOf(parameters), [state]);
  const { data, problem, isPrevious } = useData(requestOf(view));
  const selection = useMemo(() => data && select(data.items, view), [data, state]);
  const columns = useMemo(() => shownColumns(view, selection?.hasDates), [view, selection?.hasDates]);
  const isRejected = problem?.status === 400;

  return h("section", { class: "screener-page" },
    h("h1", null, "Screener"),
    h("p", { class: "muted" }, selection && !isRejected ? summary(selection.rows, data.items, view) : "\u00a0"),
    h(Filters, { view },
      h("button", { type: "button", "aria-expanded": hasCondition, onClick: () => setCondition(!hasCondition) }, "Condition"),
      h("button", { type: "button", "aria-expanded": isChoosing, "aria-controls": "column-panel", onClick: () => setChoosing(!isChoosing) }, "Columns"),
      h("button", { type: "button", disabled: !selection?.rows.length || isPrevious, onClick: () => saveCsv(selection.rows, columns, view) }, "Save as CSV")),
    isChoosing && h(ColumnPanel, { view }),
    h(Sectors, { view, sectors: selection?.sectors ?? [], folded: selection?.folded ?? 0, lagging: selection?.lagging ?? 0 }),
    (hasCondition || view.where || isRejected) && h(Condition, { view, problem: isRejected ? problem : null }),
    problem && data && h(StaleNotice, { problem }),
    h("div", { class: "panel table-panel" }, h(Content, { view, problem, selection, columns, state, isBusy: isPrevious })),
    h(Below, { view }));
}

function summary(rows, items, view) {
  const dates = rows.map((row) => row.date).sort();
  const newest = dates.length > 0 ? `, newest report ${day(dates.at(-1))}` : "";
  const known = view.knownAt ? `, as known at ${day(view.knownAt.slice(0, 10))}` : "";
  return `${exact(rows.length)} of ${plural(items.length, "market")}${newest}${known}`;
}

function saveCsv(rows, columns, view) {
  const blob = new Blob([csvOf(rows, columns)], { type: "text/csv" });
  saveAs(URL.createObjectURL(blob), `screener_${view.report || "primary"}_${view.subtype}_${view.knownAt || rows[0].date}.csv`);
}

function Content({ view, problem, selection, columns, state, isBusy }) {
  if (problem?.status === 400) {
    return h(Empty, null, "The service rejected the request. Correct the condition or the date above.");
  }
  if (!selection) {
    return problem ? h(Failure, { problem }, problem.status === 503 && h(UpdateProgress)) : h(Skeleton, { lines: 16 });
  }
  if (selection.rows.length === 0) {
    return h(NoRows, { view, selection });
  }
  return h(Table, {
    columns, rows: selection.rows, view, order: state, isBusy,
    onSort: (sort) => change({ sort }),
    linkOf: (row) => href(`market/${row.code}`, { report: `${row.primary_report ?? view.report}/${view.subtype}`, known_at: view.knownAt }),
  });
}

/** An empty table says what hides the rows, and offers to show them. */
function NoRows({ view, selection }) {
  const isFiltered = view.search || view.where || view.sectors.length > 0;
  return h("div", { class: "no-rows" },
    h(Empty, null, isFiltered ? "No market matches these filters." : "No market is up to date."),
    selection.lagging > 0 && !view.isWithLagging && h("button", { type: "button", onClick: () => change({ lag: "1" }) }, `Show ${exact(selection.lagging)} that lag`),
    selection.folded > 0 && !view.isUnfolded && h("button", { type: "button", onClick: () => change({ more: "1", sector: null }) }, `Show ${exact(selection.folded)} in folded sectors`),
    isFiltered && h("button", { type: "button", onClick: () => change({ q: null, where: null, sector: null }) }, "Remove the filters"));
}

/** What the colours mean, and where the rows come from. */
function Below({ view }) {
  return h("div", { class: "screener-below" },
    h("p", { class: "muted scale" }, "Lowest", [-1, -0.66, -0.33, 0, 0.33, 0.66, 1].map((position) =>
      h("i", { key: position, "aria-hidden": true, style: { background: diverging(position).background } })), "highest of the window; z-scores from −3 to +3"),
    h(ApiAddress, { url: addressOf(view), isExact: isExact(view) }));
}

/** Whether the API can select the shown rows: it knows one sector or all, and no search. */
function isExact({ search, sectors, isUnfolded }) {
  return search === "" && (sectors.length === 1 || (sectors.length === 0 && isUnfolded));
}

function ApiAddress({ url, isExact: isOfRows }) {
  const [isCopied, setCopied] = useState("");
  const copy = async (event) => {
    event.target.parentNode.querySelector("input").select();
    try {
      await navigator.clipboard.writeText(url);
      setCopied(url);
    } catch {
      // without a secure connection there is no clipboard: the address is selected
    }
  };
  return h("div", { class: "api-address" },
    h("label", { for: "api-address", class: "muted" }, isOfRows ? "API address of these rows" : "API address, before sectors and search"),
    h("input", { id: "api-address", readonly: true, value: url, onFocus: (event) => event.target.select() }),
    h("button", { type: "button", onClick: copy }, "Copy"),
    h("span", { role: "status", class: "muted" }, isCopied === url ? "Copied." : ""));
}
