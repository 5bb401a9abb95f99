// The heat map: a table of markets, each with its three kinds of traders.
import { h } from "../shared/preact.js";
import { POSITION, diverging } from "../shared/colors.js";
import { change as changed, day, exact, fixed, marketName, plural, reason, shortDay, signed } from "../shared/format.js";
import { change, href } from "../shared/router.js";
import { Scale } from "../shared/scale.js";
import { Empty } from "../shared/states.js";
import { Sparkline } from "./sparkline.js";

const ROLES = [["speculative", "Speculators"], ["commercial", "Commercials"], ["small", "Small traders"]];
const WINDOW = 156;

const SCALES = {
  index: { key: "index_156", text: (value) => fixed(value, 0), marks: ["0 lowest", "50", "100 highest in 3 years"] },
  percentile: { key: "percentile_156", text: (value) => fixed(value, 0), marks: ["0 lowest", "50", "100 highest in 3 years"] },
  zscore: { key: "zscore_156", text: (value) => signed(value, 1), marks: ["−3", "0", "+3 deviations in 3 years"] },
};

export function HeatMap({ sectors, measure, opened, newest, knownAt }) {
  if (sectors.length === 0) {
    return h("section", { class: "panel" }, h(Empty, null, "No market is up to date."));
  }
  return h("section", { class: "panel heat-map", "aria-label": "Heat map" },
    h("table", null,
      h("caption", { class: "hidden" }, "Where each kind of trader stands in the range of three years"),
      h("thead", null, h("tr", null,
        h("th", { scope: "col" }, "Market"),
        h("th", { scope: "col", class: "spark" }, "Speculators' net, one year"),
        ROLES.map(([role, name]) => h("th", { key: role, scope: "col", class: "cell-head" }, name)))),
      sectors.map((sector) => h(Sector, { key: sector.key, sector, measure, newest, knownAt, onToggle: () => change({ open: toggled(opened, sector) }, false) }))));
}

function toggled(opened, { mark }) {
  const next = opened.includes(mark) ? opened.filter((other) => other !== mark) : [...opened, mark];
  return next.length === 0 ? null : next.join(",");
}

function Sector({ sector, onToggle, ...shared }) {
  return h("tbody", null,
    h("tr", { class: "sector" }, h("th", { colspan: 5, scope: "rowgroup" },
      h("button", { type: "button", "aria-expanded": sector.isOpen, onClick: onToggle },
        h("span", { class: "fold", "aria-hidden": true }, sector.isOpen ? "▾" : "▸"), sector.name,
        h("span", { class: "muted" }, plural(sector.markets.length, "market"))))),
    sector.isOpen && sector.markets.map((market) => h(Row, { key: market.code, market, ...shared })));
}

function Row({ market, measure, newest, knownAt }) {
  return h("tr", null,
    h("th", { scope: "row", class: "market-name" }, h(MarketName, { market, newest, knownAt })),
    h("td", { class: "spark" }, h(Sparkline, { values: market.sparkline, label: sparkLabel(market) })),
    h(Cells, { market, measure }));
}

/** The cells of a market; one for all if they are empty for the same reason. */
function Cells({ market, measure }) {
  const { key } = SCALES[measure];
  const reasons = ROLES.map(([role]) => emptyReason(market[role], key));
  return reasons[0] !== null && reasons.every((why) => why === reasons[0])
    ? h(EmptyCell, { why: reasons[0], span: ROLES.length })
    : ROLES.map(([role], index) => (reasons[index] === null
      ? h(Cell, { key: role, group: market[role], measure, market })
      : h(EmptyCell, { key: role, why: reasons[index] })));
}

/** The name of a market as a link to its page, with its report date if that is not the newest one. */
export function MarketName({ market, newest, knownAt }) {
  return h("span", { class: "name" },
    h("a", { href: href(`market/${market.code}`, { report: `${market.report_type}/${market.subtype}`, known_at: knownAt }), title: `${market.name} (${market.code})` }, marketName(market.name)),
    market.date < newest && h("span", { class: "old-date", title: `Report of ${day(market.date)}` }, market.weeks_behind > 0 ? day(market.date) : dayBeside(market.date, newest)));
}

/** A date with its year unless that is the one of the newest report. */
export function dayBeside(date, newest) {
  return date.slice(0, 4) === newest.slice(0, 4) ? shortDay(date) : day(date);
}

function sparkLabel(market) {
  const { speculative } = market;
  return speculative ? `${speculative.group_name}: net ${exact(speculative.net)} contracts on ${day(market.date)}` : "no speculators";
}

/** Why a group has no value of a measure; null if it has one. */
function emptyReason(group, key) {
  if (!group) {
    return "no such traders";
  }
  return (group[key] ?? null) === null ? reason(group[`${key}_reason`], group[`${key}_weeks`], WINDOW) : null;
}

function EmptyCell({ why, span }) {
  return h("td", { class: "cell none", colspan: span, title: why }, h("span", null, "–"), h("small", null, why.replace(/:.*/, "")));
}

function Cell({ group, measure, market }) {
  const scale = SCALES[measure];
  const value = group[scale.key];
  const direction = group.net_change === null || group.net_change === 0 ? "" : group.net_change > 0 ? "▲" : "▼";
  const title = `${group.group_name}: net ${exact(group.net)}, ${changed(group.net_change)} in the week to ${day(market.date)}`;
  return h("td", { class: "cell", style: diverging(POSITION[measure](value)), title },
    h("span", { class: "value" }, scale.text(value)), h("span", { class: "arrow", "aria-label": direction && `net ${changed(group.net_change)}` }, direction));
}

/** What the colours of the heat map mean. */
export function Legend({ measure }) {
  const { marks } = SCALES[measure];
  return h("div", { class: "legend" },
    h("span", null, marks[0]),
    h(Scale),
    h("span", null, marks[2]),
    h("span", null, "▲▼ net this week"));
}
