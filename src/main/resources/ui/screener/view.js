// The state of the screener, which is in its URL, and the rows that it shows.
import { address } from "../shared/api.js";
import { REPORTS } from "../shared/reports.js";
import { FOLDED, compareSectors } from "../shared/sectors.js";
import { DEFAULT_COLUMNS, columnOf, measuresOf } from "./columns.js";

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

/** Whether a column is about the present, and the row is of an earlier week. */
export function isOutdated(column, row) {
  return Boolean(column.isOfNow) && row.weeks_behind > 0;
}

/** The value of a row in a column, or null. */
export function valueOf(column, row) {
  const key = column.keyIn(row);
  return key === null || lacksHistory(column, row) || isOutdated(column, row) ? null : row[key] ?? null;
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

/** The sectors of rows and the chosen ones, with the number of rows. */
function sectorsOf(items, rows, chosen) {
  const sectors = new Map(items.map(({ category, category_display: name }) => [category, { key: category, name, isFolded: FOLDED.has(category), markets: 0 }]));
  rows.forEach((row) => sectors.get(row.category).markets++);
  return [...sectors.values()].filter(({ key, markets }) => markets > 0 || chosen.includes(key)).sort(compareSectors);
}

/**
 * What a view shows of all rows.
 *
 * `rows` in their order; `sectors` with their number of matching markets; how many matching rows are not shown because
 * they lag (`lagging`) or because their sector is folded (`folded`); the date of the `newest` report, and whether a shown row is older.
 *
 * @param newestStored the date of the newest report of all, or "" if it is not known
 */
export function select(items, view, newestStored = "") {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter((row) => matches(row, words));
  const current = found.filter((row) => view.isWithLagging || row.weeks_behind === 0);
  const isShown = (row) => (view.sectors.length > 0 ? view.sectors.includes(row.category) : view.isUnfolded || !FOLDED.has(row.category));
  const rows = sorted(current.filter(isShown), view);
  const newest = items.reduce((latest, { date }) => (date > latest ? date : latest), newestStored);
  return {
    rows,
    sectors: sectorsOf(items, current, view.sectors),
    lagging: found.filter((row) => isShown(row) && row.weeks_behind > 0).length,
    folded: current.filter((row) => FOLDED.has(row.category)).length,
    newest,
    hasOldDates: rows.some((row) => row.date < newest),
  };
}

/**
 * What an empty table excludes: triples of a clause about each filter, how many markets its removal shows, and the parameters that remove it.
 *
 * @param unconditional the rows without the condition, if they are known
 */
export function exclusions(items, view, unconditional) {
  const without = (rows, changes) => select(rows, { ...view, ...changes }).rows.length;
  return [
    view.where && unconditional && ["The condition excludes", without(unconditional, {}), { where: null }],
    view.search && ["The search excludes", without(items, { search: "" }), { q: null }],
    view.sectors.length > 0 && ["The chosen sectors exclude", without(items, { sectors: [] }), { sector: null }],
    !view.isWithLagging && ["The limit to current markets excludes", without(items, { isWithLagging: true }), { lag: "1" }],
    !view.isUnfolded && view.sectors.length === 0 && ["Folded sectors contain", without(items, { isUnfolded: true }), { more: "1" }],
  ].filter((exclusion) => exclusion && exclusion[1] > 0);
}

/** The columns that are shown: the chosen ones, and the report date if a row is not of the newest report. */
export function shownColumns(view, hasOldDates) {
  return hasOldDates && !view.columns.some(({ id }) => id === "date") ? [columnOf("date", view.report), ...view.columns] : view.columns;
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
