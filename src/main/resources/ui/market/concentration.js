// How much of the open interest the largest traders hold.
import { h } from "../shared/preact.js";
import { address, useData } from "../shared/api.js";
import { day, dayAfter, percent, signed } from "../shared/format.js";
import { Empty, Failure, Skeleton } from "../shared/states.js";

const WEEKS = 13;
const ROWS = [["gross_4", "4 largest, gross"], ["gross_8", "8 largest, gross"], ["net_4", "4 largest, net"], ["net_8", "8 largest, net"]];

function Share({ now, before, side }) {
  return h("td", null,
    h("div", { class: "share" },
      h("span", { class: `share-bar ${side}`, style: { width: `${now ?? 0}%` } }),
      h("span", { class: "share-text" }, percent(now), before !== null && before !== undefined && now !== null && h("span", { class: "muted" }, ` ${signed(now - before, 1)}`))));
}

/** @param newest the newest week that is shown */
export function Concentration({ path, newest, knownAt }) {
  const from = dayAfter(newest, -7 * WEEKS);
  const { data, problem } = useData(address(`${path}/analytics`, { measures: "concentration", from, to: newest, known_at: knownAt }));
  return h("section", { class: "panel", "aria-labelledby": "concentration-title" },
    h("h2", { id: "concentration-title" }, "Concentration"),
    data ? h(Shares, { weeks: data.weeks }) : problem ? h(Failure, { problem }) : h(Skeleton, { lines: 5 }));
}

/** A side of the 4 largest traders with its level, which the API has for longs only. */
function levelText(side, share) {
  return share === null ? "" : ` ${side} ${percent(share)}: ${share < 40 ? "low" : share < 60 ? "elevated" : "high"}.`;
}

function Shares({ weeks }) {
  const now = weeks[0];
  const before = weeks[weeks.length - 1];
  const value = (week, row, side) => week?.[`concentration_${row}_${side}`] ?? null;
  if (!now || ROWS.every(([row]) => value(now, row, "long") === null)) {
    return h(Empty, null, "The report has no concentration for this week.");
  }
  const isCompared = before !== now;
  return [
    h("table", { key: "table", class: "concentration" },
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Traders"), h("th", { scope: "col" }, "Long"), h("th", { scope: "col" }, "Short"))),
      h("tbody", null, ROWS.map(([row, name]) => h("tr", { key: row },
        h("th", { scope: "row" }, name),
        ["long", "short"].map((side) => h(Share, { key: side, side, now: value(now, row, side), before: isCompared ? value(before, row, side) : null })))))),
    h("p", { key: "note", class: "muted small" },
      `Percent of open interest${isCompared ? `; small: percentage points since ${day(before.date)}` : ""}. 4 largest, gross:${levelText("Long", value(now, "gross_4", "long"))}${levelText("Short", value(now, "gross_4", "short"))} Below 40\u202f% is low, from 60\u202f% on high.`),
  ];
}
