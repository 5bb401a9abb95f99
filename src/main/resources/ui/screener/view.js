// The state of the screener, which is in its URL, and the rows that it shows.
import { address } from "../shared/api.js";
import { FOLDED as SPECIAL, compareSectors } from "../shared/sectors.js";
import { DEFAULT_COLUMNS, REPORTS, columnOf, measuresOf } from "./columns.js";

/** Sectors of very many or very special contracts: about half of all markets. */
const FOLDED = new Set(["dairy", ...SPECIAL]);
const DEFAULT_SORT = "-open_interest";
const MOST_ROWS = 1000;

/** What the parameters of the URL say; names that do not exist are left out. */
export function viewOf(parameters) {
  const report = Object.hasOwn(REPORTS, parameters.report ?? "") ? parameters.report : "";
  const sort = parameters.sort ?? DEFAULT_SORT;
  const ids = parameters.columns?.split(",") ?? DEFAULT_COLUMNS;
  const id = sort.replace("-", "");
  return {
    report,
    subtype: report === "cit" || parameters.subtype === "co" ? "co" : "fo",
    columns: ids.map((name) => columnOf(name, report)).filter(Boolean),
    hasChosenColumns: Boolean(parameters.columns),
    sort: id === "name" ? "name" : columnOf(id, report),
    sortId: id,
    isDescending: sort.startsWith("-"),
    sectors: parameters.sector?.split(",") ?? [],
    isUnfolded: parameters.more === "1",
    search: parameters.q ?? "",
    where: parameters.where ?? "",
    isWithLagging: parameters.lag === "1",
    knownAt: parameters.known_at ?? "",
  };
}

function pathOf({ report, subtype }) {
  return report ? `cot/screener/${report}/${subtype}` : "cot/screener-v2";
}

function parametersOf(view) {
  const sorted = view.sort && view.sort !== "name" ? [view.sort] : [];
  return {
    subtype: view.report || view.subtype === "fo" ? null : view.subtype,
    columns: measuresOf([...view.columns, ...sorted]).join(","),
    where: view.where,
    known_at: view.knownAt,
    limit: MOST_ROWS,
  };
}

/** The request for all rows; sectors, search and order are applied to its response. */
export function requestOf(view) {
  return address(pathOf(view), parametersOf(view));
}

/** The address for scripts: the same rows, as far as the API can select and sort them. */
export function addressOf(view) {
  const keys = view.sort === "name" ? ["name"] : view.sort?.measures.length === 1 ? view.sort.measures : view.sort?.group === "" ? [view.sort.key] : [];
  return address(pathOf(view), {
    ...parametersOf(view),
    category: view.sectors.length === 1 ? view.sectors[0] : null,
    max_weeks_behind: view.isWithLagging ? null : 0,
    sort_by: keys[0],
    sort_dir: keys[0] && !view.isDescending ? "asc" : null,
  });
}

/** Whether the row lacks what the column needs. */
export function lacksHistory(column, row) {
  const need = column.needIn(row);
  return need !== null && (row[need] ?? null) === null;
}

/** The value of a row in a column, or null. */
export function valueOf(column, row) {
  const key = column.keyIn(row);
  return key === null || lacksHistory(column, row) ? null : row[key] ?? null;
}

function matches(row, words) {
  const text = `${row.code} ${row.name} ${row.exchange_code}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function compare(one, other) {
  return typeof one === "number" ? one - other : String(one).localeCompare(String(other));
}

/** Sorts rows; those without a value come last, equal ones by name. */
function sorted(rows, { sort, isDescending }) {
  const value = !sort || sort === "name" ? (row) => row.name : (row) => valueOf(sort, row);
  const sign = isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: value(row) }))
    .sort((one, other) => {
      if (one.key === null || other.key === null) {
        return (one.key === null) - (other.key === null) || compare(one.row.name, other.row.name);
      }
      return sign * compare(one.key, other.key) || compare(one.row.name, other.row.name);
    })
    .map(({ row }) => row);
}

function sectorsOf(rows) {
  const sectors = new Map();
  for (const row of rows) {
    const sector = sectors.get(row.category) ?? { key: row.category, name: row.category_display, isFolded: FOLDED.has(row.category), markets: 0 };
    sector.markets++;
    sectors.set(row.category, sector);
  }
  return [...sectors.values()].sort(compareSectors);
}

/**
 * What a view shows of all rows.
 *
 * `rows` in their order; `sectors` with their number of markets, of all that match; how many matching rows are not shown because
 * they lag (`lagging`) or because their sector is folded (`folded`).
 */
export function select(items, view) {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter((row) => matches(row, words));
  const current = found.filter((row) => view.isWithLagging || row.weeks_behind === 0);
  const isShown = (row) => (view.sectors.length > 0 ? view.sectors.includes(row.category) : view.isUnfolded || !FOLDED.has(row.category));
  const rows = sorted(current.filter(isShown), view);
  return {
    rows,
    sectors: sectorsOf(current),
    lagging: found.filter((row) => isShown(row) && row.weeks_behind > 0).length,
    folded: current.filter((row) => FOLDED.has(row.category)).length,
    hasDates: rows.some((row) => row.date !== rows[0].date),
  };
}

/** The columns that are shown: without a choice, also the report date if it is not the same in all rows. */
export function shownColumns(view, hasDates) {
  return view.hasChosenColumns || !hasDates ? view.columns : [...view.columns, columnOf("date", view.report)];
}

function field(value) {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The shown rows and columns as CSV (RFC 4180). */
export function csvOf(rows, columns) {
  const names = ["market", ...columns.map((column) => column.id)];
  const codes = columns.some((column) => column.id === "code") ? [] : ["code"];
  const lines = rows.map((row) => [...codes.map(() => row.code), row.name, ...columns.map((column) => valueOf(column, row))]);
  return [[...codes, ...names], ...lines].map((line) => line.map(field).join(",") + "\r\n").join("");
}
