// All weeks as a table, which is loaded when it is opened.
import { h, useState } from "../shared/preact.js";
import { download } from "../shared/api.js";
import { amount, day, exact, exactChange, moment, percent, priceDigits } from "../shared/format.js";
import { MEASURES } from "./panels.js";
import { measureText } from "./readout.js";
import { GroupHead, newestFirst, rowsWithGaps } from "./week-table.js";

const FIRST_ROWS = 260;
const ANY_YEAR = new Date(0); // moments have their year unless that is the one of the present

export function AllRows({ weeks, groups, revised, measure, currency, csv }) {
  const [most, setMost] = useState(FIRST_ROWS);
  const indexes = newestFirst(weeks, most);
  const digits = priceDigits(weeks.price.findLast((price) => price !== null));
  const rest = weeks.rows.filter(Boolean).length - indexes.length;
  return [
    h("p", { key: "about", class: "muted" }, "The numbers of the charts, in contracts unless the column says otherwise. ", h("button", { type: "button", onClick: () => download(csv, "weeks.csv") }, "Save all fields as CSV")),
    h("div", { key: "table", class: "scroll tall", tabindex: 0, role: "region", "aria-labelledby": "all-title" },
      h("table", { class: "weeks" },
        h("thead", null,
          h("tr", null,
            ["Report date", "Published", "Revised", `Price${currency ? `, ${currency}` : ""}`, "Open interest"].map((name, i) =>
              h("th", { key: name, rowSpan: 2, scope: "col", class: i === 0 ? "first" : i > 2 ? "number" : "" }, name)),
            groups.map((group) => h(GroupHead, { key: group.key, group, columns: 6 }))),
          h("tr", null, groups.map((group) => ["Net", "Change", "% of open interest", "Longs", "Shorts", MEASURES[measure].name].map((name, i) =>
            h("th", { key: group.key + name, scope: "col", class: `number ${i === 0 ? "group" : ""}` }, name))))),
        h("tbody", null, rowsWithGaps(weeks, indexes, 5 + 6 * groups.length, (i) => {
          const week = weeks.rows[i];
          return h("tr", { key: week.date },
            h("th", { scope: "row", class: "first" }, day(week.date)),
            h("td", null, `${moment(week.published_at, ANY_YEAR)}${week.published_at_derived ? " (estimated)" : ""}`),
            h("td", null, revised.has(week.date) ? moment(revised.get(week.date).seen_at, ANY_YEAR) : ""),
            h("td", { class: "number" }, amount(weeks.price[i], digits)),
            h("td", { class: "number" }, exact(weeks.interest[i])),
            groups.map(({ key }) => [
              h("td", { key: `${key}n`, class: "number group" }, exact(weeks.groups[key].net[i])),
              h("td", { key: `${key}c`, class: "number" }, exactChange(weeks.groups[key].change[i])),
              h("td", { key: `${key}p`, class: "number" }, percent(weeks.groups[key].share[i])),
              h("td", { key: `${key}l`, class: "number" }, exact(weeks.groups[key].long[i])),
              h("td", { key: `${key}s`, class: "number" }, exact(weeks.groups[key].short[i])),
              h("td", { key: `${key}m`, class: "number" }, measureText(weeks, week.date, measure, key, false)),
            ]));
        })))),
    rest > 0 && h("button", { key: "more", type: "button", onClick: () => setMost(Infinity) }, `Show ${exact(rest)} more weeks`),
  ];
}
