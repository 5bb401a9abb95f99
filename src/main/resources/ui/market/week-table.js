// The weeks as tables: the last ones, and all of them as the alternative to the charts.
import { h, useState } from "../shared/preact.js";
import { day, dayAfter, exact, exactChange } from "../shared/format.js";
import { diverging, POSITION } from "../shared/colors.js";
import { later } from "../shared/later.js";
import { MEASURES, measureColumn } from "./panels.js";
import { measureText } from "./readout.js";

const AllRows = later(() => import("./all-weeks.js").then((module) => module.AllRows));

const LAST = 13;
const WEEK = 7;

export function newestFirst(weeks, most) {
  const indexes = [];
  for (let i = weeks.rows.length - 1; i >= 0 && indexes.length < most; i--) {
    if (weeks.rows[i] !== null) {
      indexes.push(i);
    }
  }
  return indexes;
}

/** The rows of weeks, with one between two weeks that lack reports between them. */
export function rowsWithGaps(weeks, indexes, columns, row) {
  return indexes.flatMap((i, place) => {
    const earlier = indexes[place + 1];
    return earlier === undefined || earlier === i - 1 ? [row(i)] : [row(i), h(Gap, { key: `gap-${i}`, from: weeks.rows[earlier].date, to: weeks.rows[i].date, columns })];
  });
}

function Gap({ from, to, columns }) {
  const first = dayAfter(from, WEEK);
  const last = dayAfter(to, -WEEK);
  return h("tr", { class: "gap" }, h("td", { colSpan: columns }, h("span", null, first >= last ? `no report of about ${day(first)}` : `no report from ${day(first)} to ${day(last)}`)));
}

function MeasureCell({ weeks, date, measure, group }) {
  const value = weeks.measured.get(date)?.[measureColumn(measure, group)] ?? null;
  return h("td", { class: "number index-cell", style: diverging(POSITION[measure](value)), title: value === null ? measureText(weeks, date, measure, group, true) : undefined },
    measureText(weeks, date, measure, group, false));
}

export function GroupHead({ group, columns }) {
  return h("th", { colSpan: columns, scope: "colgroup", class: "group" }, h("span", { class: "dot", style: { background: group.color } }), group.name);
}

export function LastWeeks({ weeks, groups: all, speculative, measure, revised }) {
  const groups = [speculative, ...all.filter(({ key }) => key !== speculative.key)];
  const { name, title } = MEASURES[measure];
  return h("section", { class: "panel", "aria-labelledby": "weeks-title" },
    h("h2", { id: "weeks-title" }, `Last ${LAST} weeks`, h("span", { class: "unit" }, `contracts; ${title.toLowerCase()} of net`)),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": "weeks-title" },
      h("table", { class: "weeks" },
        h("thead", null,
          h("tr", null,
            h("th", { rowSpan: 2, scope: "col", class: "first" }, "Report date"),
            groups.map((group) => h(GroupHead, { key: group.key, group, columns: 3 })),
            h("th", { rowSpan: 2, scope: "col", class: "number group" }, "Open interest")),
          h("tr", null, groups.map((group) => ["Net", "Change", name].map((column) =>
            h("th", { key: group.key + column, scope: "col", class: `number ${column === "Net" ? "group" : ""}` }, column))))),
        h("tbody", null, rowsWithGaps(weeks, newestFirst(weeks, LAST), 2 + 3 * groups.length, (i) => {
          const { date } = weeks.rows[i];
          return h("tr", { key: date },
            h("th", { scope: "row", class: "first" }, day(date), revised.has(date) && h("span", { title: "revised" }, " ◯")),
            groups.map(({ key }) => [
              h("td", { key: `${key}n`, class: "number group" }, exact(weeks.groups[key].net[i])),
              h("td", { key: `${key}c`, class: "number" }, exactChange(weeks.groups[key].change[i])),
              h(MeasureCell, { key: `${key}m`, weeks, date, measure, group: key }),
            ]),
            h("td", { class: "number group" }, exact(weeks.interest[i])));
        })))));
}

export function AllWeeks({ weeks, groups, revised, measure, currency, csv }) {
  const [isOpen, setOpen] = useState(false);
  return h("details", { class: "panel all-weeks", open: isOpen, onToggle: (event) => setOpen(event.target.open) },
    h("summary", null, h("h2", { id: "all-title" }, "All weeks as a table")),
    isOpen && h(AllRows, { weeks, groups, revised, measure, currency, csv }));
}
