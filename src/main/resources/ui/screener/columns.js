// The columns of the screener: where their values are in a row of the API, and how people read them.
import { GROUPS, groupsOf } from "../shared/reports.js";

const PRIMARY_REPORTS = ["legacy", "disagg", "tff"];
const ROLES = {
  spec: "Speculators",
  comm: "Commercials",
  small: "Small traders",
  second: "Swap dealers, asset managers",
  other: "Other reportables",
  index: "Index traders",
};
const YEARS = { 52: "1y", 156: "3y" };

const TEXT_KINDS = new Set(["text", "word", "signal", "report"]);

/** How many measures a request may name. */
export const MOST_MEASURES = 60;

/** Narrow windows have room for numbers only; the chips show the sectors. */
export const DEFAULT_COLUMNS = [
  ...(matchMedia("(max-width: 500px)").matches ? [] : ["category"]), "spec_net", "spec_change", "spec_pct_oi", "spec_index_156", "spec_percentile_156", "comm_index_156", "spec_signal", "open_interest",
];

function positionsIn(window) {
  return {
    [`index_${window}`]: {
      name: `Index ${YEARS[window]}`, kind: "index", window, key: `index_${window}_{g}`, isMeasure: true,
      title: `Where net stands between the lowest (0) and the highest (100) of ${window} weeks`,
    },
    [`percentile_${window}`]: {
      name: `Percentile ${YEARS[window]}`, kind: "percentile", window, key: `percentile_${window}_{g}`, isMeasure: true,
      title: `The percentile of net among ${window} weeks: the share that was lower, and half of the share that was equal`,
    },
    [`zscore_${window}`]: {
      name: `Z-score ${YEARS[window]}`, kind: "zscore", window, key: `zscore_${window}_{g}`, isMeasure: true,
      title: `The distance of net from the mean of ${window} weeks, in standard deviations`,
    },
  };
}

/**
 * Measures of a trader group; `{g}` in a key stands for the group of the row's report. Without a value of what a measure `needs`,
 * the history is too short, or has gaps, for the measure to mean something.
 */
const GROUP_MEASURES = {
  net: { name: "Net", kind: "count", key: "{g}_net", title: "Long minus short, in contracts" },
  change: { name: "Week change", kind: "change", key: "{g}_change", title: "The change of net in the week, as published" },
  long: { name: "Long", kind: "count", key: "{g}_long", title: "Long positions in contracts" },
  short: { name: "Short", kind: "count", key: "{g}_short", title: "Short positions in contracts" },
  pct_oi: { name: "Net % of OI", kind: "share", key: "{g}_pct_oi", title: "Net in percent of open interest" },
  ...positionsIn(156),
  ...positionsIn(52),
  change_4w: { name: "4 weeks", kind: "change", key: "change_4w_{g}", isMeasure: true, title: "The change of net in 4 weeks" },
  change_13w: { name: "13 weeks", kind: "change", key: "change_13w_{g}", isMeasure: true, title: "The change of net in 13 weeks" },
  index_change: { name: "Index change", kind: "points", key: "change_1w_156_{g}", isMeasure: true, title: "The change of the 3-year index in the week, in points" },
  movement: { name: "Movement", kind: "points", key: "movement_{g}", isMeasure: true, title: "The change of the 3-year index in 6 weeks, in points" },
  bias: { name: "Long share", kind: "percent", key: "bias_{g}", isMeasure: true, title: "Longs in percent of longs and shorts" },
  extreme: { name: "Extreme", kind: "word", key: "extreme_{g}", isMeasure: true, title: "High or low if the 3-year percentile is at least 95 or at most 5 for two weeks" },
  flip: { name: "Flip", kind: "word", isOfNow: true, key: "flip_{g}", isMeasure: true, title: "The side to which net changed this week" },
  regime: { name: "Regime", kind: "word", key: "regime_{g}", isMeasure: true, title: "From the 3-year percentile and its change in 4 weeks: a flip within 28 days, extreme (at least 90, at most 10), building or reducing a side (a change of 10 or more), neutral" },
  signal: { name: "Signal", kind: "signal", isOfNow: true, key: "signal_{g}", needs: "index_52_{g}", window: 52, title: "The group is crowded: Buy if its 1-year index (1y) is at most 20, Sell if it is at least 80 (limits by default); the opposite for commercials" },
};

function largest(number, side) {
  return {
    [`top${number}_${side}`]: {
      name: `Top ${number} ${side}`, kind: "percent", key: `concentration_gross_${number}_${side}`, isMeasure: true,
      title: `The ${side}s of the ${number} largest traders in percent of open interest`,
    },
  };
}

const MARKET_MEASURES = {
  code: { name: "Code", kind: "text", key: "code", title: "The contract code" },
  category: { name: "Sector", kind: "text", key: "category_display", title: "The sector of the market" },
  exchange: { name: "Exchange", kind: "text", key: "exchange_code", title: "The exchange" },
  report: { name: "Report", kind: "report", key: "primary_report", title: "The report that the row is from" },
  open_interest: { name: "Open interest", kind: "count", key: "open_interest", title: "Contracts outstanding" },
  oi_change: { name: "OI change", kind: "change", key: "oi_change", title: "The change of open interest in the week" },
  ...largest(4, "long"),
  ...largest(4, "short"),
  ...largest(8, "long"),
  ...largest(8, "short"),
  divergence: { name: "Divergence", kind: "word", isOfNow: true, key: "divergence", isMeasure: true, title: "Speculators and commercials at opposite ends: one 3-year percentile is at least 90, the other at most 10" },
  price_divergence: { name: "Price divergence", kind: "word", isOfNow: true, key: "price_divergence", isMeasure: true, title: "The price is at its lowest or highest of 26 weeks, and the speculators' 3-year index is at least 20 points away from where it was at the low or high before" },
  oi_price: { name: "OI and price", kind: "word", key: "oi_price", isMeasure: true, title: "What open interest and price did together in the week" },
  volume: { name: "Daily volume", kind: "count", key: "liquidity", isMeasure: true, title: "Mean volume of the 20 sessions before the publication" },
  date: { name: "Report date", kind: "day", key: "date", title: "The date of the row's week" },
  weeks_behind: { name: "Weeks behind", kind: "count", key: "weeks_behind", title: "How many weeks the market lags behind its report" },
};

function marketColumn(id) {
  const measure = MARKET_MEASURES[id];
  return { ...measure, id, group: "", keyIn: () => measure.key, needIn: () => null, groupIn: () => "", measures: measure.isMeasure ? [measure.key] : [] };
}

function groupColumn(id, role, measure, report) {
  const keyOf = (group, template = measure.key) => (group && template ? template.replace("{g}", group[0]) : null);
  const groupIn = (row) => GROUPS[row.primary_report ?? report]?.[role];
  const groups = (report ? [report] : PRIMARY_REPORTS).map((name) => GROUPS[name][role]).filter(Boolean);
  return {
    ...measure,
    id,
    group: report ? groups[0][1] : ROLES[role],
    keyIn: (row) => keyOf(groupIn(row)),
    needIn: (row) => keyOf(groupIn(row), measure.needs ?? null),
    groupIn: (row) => groupIn(row)?.[1] ?? "",
    measures: measure.isMeasure || measure.needs ? [...new Set(groups.map((group) => keyOf(group, measure.needs)))] : [],
  };
}

function rolesOf(report) {
  return Object.keys(ROLES).filter((role) => (report ? [report] : PRIMARY_REPORTS).some((name) => GROUPS[name][role]));
}

/**
 * A column, or null if there is none of this name: `open_interest` is one of the market, `spec_index_156` one of a group.
 *
 * @param report a report type, or "" for the primary report of each market
 */
export function columnOf(id, report) {
  if (Object.hasOwn(MARKET_MEASURES, id)) {
    return marketColumn(id);
  }
  const [, role, name] = id.match(/^([a-z]+)_(.+)$/) ?? [];
  return Object.hasOwn(GROUP_MEASURES, name ?? "") && rolesOf(report).includes(role) ? groupColumn(id, role, GROUP_MEASURES[name], report) : null;
}

/** Whether the values of a column are words. */
export function isText(column) {
  return TEXT_KINDS.has(column.kind);
}

/** All columns by group, as the panel lists them: pairs of a title and columns. */
export function allColumns(report) {
  const groups = rolesOf(report).map((role) => Object.keys(GROUP_MEASURES).map((name) => columnOf(`${role}_${name}`, report)));
  const market = Object.keys(MARKET_MEASURES).filter((id) => id !== "report" || !report).map(marketColumn);
  return [["Market", market], ...groups.map((columns) => [columns[0].group, columns])];
}

/** The measures that a request must name for columns. */
export function measuresOf(columns) {
  return [...new Set(columns.flatMap((column) => column.measures))];
}

/** What g1 to g5 are in a report, such as `g1 Producer/Merchant, g3 Managed Money`. */
export function groupNames(report) {
  return groupsOf(report).map(([key, name]) => `${key} ${name}`).join(", ");
}
