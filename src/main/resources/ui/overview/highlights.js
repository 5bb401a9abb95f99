// Short lists of what stands out, each row with the numbers that put it there.
import { h } from "../shared/preact.js";
import { change, count, day, fixed, marketName, plural, signed } from "../shared/format.js";
import { href } from "../shared/router.js";
import { Empty } from "../shared/states.js";

const SHOWN = 7;

const LISTS = [
  {
    key: "new_extremes",
    title: "New extremes",
    rule: "Speculators in the top or bottom 5 % of three years for the second week",
    none: "No speculators reached an extreme.",
    text: (row) => `${row.extreme === "high" ? "▲ high" : "▼ low"}, percentile ${fixed(row.percentile_156, 1)}`,
  },
  {
    key: "flips",
    title: "Flips",
    rule: "Speculators turned net long or net short this week",
    none: "No speculators changed sides.",
    text: (row) => `to net ${row.flip}: ${turn(row)}${row.flip_weeks ? `, after ${plural(row.flip_weeks, "week")}` : ""}`,
  },
  {
    key: "moves",
    title: "Largest moves of the week",
    rule: "Change of the speculators' 3-year index",
    none: "No index moved.",
    text: (row) => `index ${signed(row.change_1w_156, 0)} to ${fixed(row.index_156, 0)}, net ${change(row.net_change)}`,
  },
  {
    key: "movers",
    title: "Largest moves in six weeks",
    rule: "The speculators' 3-year index moved by 40 points or more",
    none: "No index moved by 40 points.",
    text: (row) => `index ${signed(row.movement, 0)} to ${fixed(row.index_156, 0)}`,
  },
  {
    key: "divergences",
    title: "Divergences",
    rule: "Speculators and commercials at opposite ends, or positions against the price",
    none: "Nothing diverges.",
    text: (row) => divergence(row),
  },
];

/** The net of the week before and of this one; only this one if the week before is missing. */
function turn(row) {
  return row.net_change === null ? count(row.net) : `${count(row.net - row.net_change)} → ${count(row.net)}`;
}

function divergence(row) {
  const parts = [];
  if (row.divergence) {
    parts.push(`percentiles: speculators ${fixed(row.speculative_percentile_156, 0)}, commercials ${fixed(row.commercial_percentile_156, 0)}`);
  }
  if (row.price_divergence) {
    parts.push(`${row.price_divergence} against the price since ${day(row.earlier)}`);
  }
  return parts.join("; ");
}

export function Highlights({ overview, knownAt }) {
  return h("aside", { class: "highlights", "aria-label": "What stands out" },
    LISTS.map((list) => h(List, { key: list.key, list, found: overview[list.key], knownAt })));
}

function List({ list, found, knownAt }) {
  const rows = found.items.slice(0, SHOWN);
  return h("section", { class: "panel" },
    h("h2", null, list.title, found.total > 0 && h("span", { class: "muted count" }, rows.length < found.total ? `${rows.length} of ${found.total}` : found.total)),
    h("p", { class: "muted rule" }, list.rule),
    rows.length === 0
      ? h(Empty, null, list.none)
      : h("ol", null, rows.map((row) => h("li", { key: row.code },
        h("a", { href: href(`market/${row.code}`, { report: `${row.report_type}/${row.subtype}`, known_at: knownAt }) }, marketName(row.name)),
        h("span", { class: "muted" }, list.text(row))))));
}
