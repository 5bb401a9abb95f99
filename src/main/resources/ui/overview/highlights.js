// Short lists of what stands out, each row with the numbers that put it there.
import { h } from "../shared/preact.js";
import { change, count, exact, fixed, plural, signed } from "../shared/format.js";
import { href } from "../shared/router.js";
import { Empty } from "../shared/states.js";
import { isLate } from "./late.js";
import { MarketName, dayBeside } from "./heat-map.js";

const SHOWN = 7;
const NO_HISTORY = "No market has enough history: 3-year measures need nine tenths of 156 weeks.";

/**
 * The lists: `from` names the list of the API, of which `has` selects the rows; `heads` and `cells` are the columns of numbers; `note` is
 * what stands below the name; `isOfNet` whether it needs no history; `isRanking` whether every market qualifies; `screener` the columns that show the same measure in the screener, sorted by the first one.
 */
const LISTS = [
  {
    from: "new_extremes",
    title: "New extremes",
    rule: "Second week in the top or bottom 5 % of three years",
    none: "No speculators reached an extreme.",
    heads: ["Side", "Percentile"],
    cells: (row) => [side(row.extreme, row.extreme === "high"), fixed(row.percentile_156, 1)],
    screener: ["spec_extreme", "spec_percentile_156", "spec_net", "spec_change"],
  },
  {
    from: "flips",
    title: "Flips",
    has: (row) => before(row) !== null,
    isOfNet: true,
    rule: "Speculators changed sides this week. Flip before: the last one that is stored",
    none: "No speculators changed sides.",
    heads: ["Net before", "Net", "Flip before"],
    cells: (row) => [count(before(row)), count(row.net), row.flip_weeks ? `${plural(row.flip_weeks, "week")} ago` : "–"],
    screener: ["spec_flip", "spec_net", "spec_change", "spec_index_156"],
  },
  {
    from: "moves",
    title: "Largest weekly moves",
    isRanking: true,
    rule: "Change of the speculators' 3-year index, in points",
    none: "No market has an index for this week and the week before.",
    heads: ["Move", "Index", "Net change"],
    cells: (row) => [signed(row.change_1w_156, 0), fixed(row.index_156, 0), change(row.net_change)],
    screener: ["-spec_index_change", "spec_index_156", "spec_net"],
  },
  {
    from: "movers",
    title: "Largest six-week moves",
    rule: "Speculators' 3-year index moved by more than 40 points",
    none: "No index moved by more than 40 points.",
    heads: ["Move", "Index"],
    cells: (row) => [signed(row.movement, 0), fixed(row.index_156, 0)],
    screener: ["-spec_movement", "spec_index_156", "spec_net"],
  },
  {
    from: "divergences",
    has: (row) => row.divergence,
    title: "Against commercials",
    rule: "Divergence: one 3-year percentile is at least 90, the other at most 10",
    none: "No speculators and commercials are at opposite ends.",
    heads: ["Speculators", "Commercials"],
    cells: (row) => [fixed(row.speculative_percentile_156, 1), fixed(row.commercial_percentile_156, 1)],
    screener: ["divergence", "spec_percentile_156", "comm_percentile_156"],
  },
  {
    from: "divergences",
    has: (row) => row.price_divergence,
    title: "Against the price",
    rule: "Divergence: the price passed an earlier low or high, the speculators' 3-year index did not",
    none: "No positions diverge from the price.",
    heads: ["Price", "Index"],
    cells: (row) => [turn(exact(row.earlier_close), exact(row.close)), turn(fixed(row.earlier_speculative_index_156, 0), fixed(row.speculative_index_156, 0))],
    note: (row, newest) => [side(row.price_divergence, row.price_divergence === "bullish"), ` since ${dayBeside(row.earlier, newest)}`],
    screener: ["price_divergence", "spec_index_156", "spec_change"],
  },
];

function side(name, isUp) {
  return h("span", { class: isUp ? "up" : "down" }, `${isUp ? "▲" : "▼"} ${name}`);
}

/** The net of the week before; null if that had the same side: the market was not reported for some time before. */
function before(row) {
  const net = row.net - row.net_change;
  return row.net_change === null || net > 0 === row.net > 0 ? null : net;
}

function turn(from, to) {
  return `${from} → ${to}`;
}

export function Highlights({ overview, sectors, ...shared }) {
  const open = new Set(sectors.filter((sector) => sector.isOpen).map((sector) => sector.key));
  const hasHistory = overview.markets.some((market) => market.weeks_behind === 0 && (market.speculative?.percentile_156 ?? null) !== null);
  return h("aside", { id: "highlights", class: "highlights", "aria-label": "What stands out", tabindex: -1 },
    LISTS.map((list) => h(List, { key: list.title, list, found: overview[list.from], open, hasHistory, ...shared })));
}

/**
 * The rows of the sectors that are open in the map, and how many others there are; the service sends only the first ones. Rows of a report
 * that is late are of another week, so they are left out.
 */
function List({ list: { has = () => true, screener, ...list }, found: { items, total }, open, hasHistory, newest, subtype, knownAt }) {
  const qualifying = items.filter(has);
  const all = qualifying.filter((row) => !isLate(row.date, newest));
  const late = qualifying.length - all.length;
  const listed = all.filter((row) => open.has(row.category));
  const rows = listed.slice(0, SHOWN);
  const leftOut = all.length - listed.length;
  const isCut = items.length < total;
  const columns = ["category", ...screener].join(",").replace("-", "");
  return h("section", { class: "panel" },
    h("h2", null, list.title,
      rows.length > 0 && [
        !list.isRanking && h("span", { key: "count", class: "muted count" }, `${isCut ? "at least " : ""}${plural(listed.length, "market")}`),
        h("a", { key: "all", href: href("screener", { columns, sort: screener[0], subtype: subtype === "co" ? subtype : null, known_at: knownAt }), "aria-label": `${list.title} in the screener` }, "Screener"),
      ]),
    h("p", { class: "muted rule" }, list.rule),
    rows.length === 0
      ? h(Empty, null, all.length === 0 ? (hasHistory || list.isOfNet ? list.none : NO_HISTORY) : "Nothing qualified in the open sectors.")
      : h("table", null,
        h("thead", null, h("tr", null, ["Market", ...list.heads].map((head) => h("th", { key: head, scope: "col" }, head)))),
        h("tbody", null, rows.map((row) => h("tr", { key: row.code },
          h("th", { scope: "row" }, h(MarketName, { market: row, newest, knownAt }), list.note && h("small", { class: "muted" }, list.note(row, newest))),
          list.cells(row).map((cell, index) => h("td", { key: index, class: "number" }, cell)))))),
    h("p", { class: "muted rule" },
      rows.length < listed.length && `The first ${rows.length} are shown. `,
      leftOut > 0 && (isCut ? "Other qualifying markets are in folded sectors. " : `${plural(leftOut, "qualifying market")} ${leftOut === 1 ? "is" : "are"} in folded sectors. `),
      late > 0 && `${plural(late, "market")} of an older report ${late === 1 ? "is" : "are"} left out.`));
}
