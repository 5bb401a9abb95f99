// The table of the screener. Only the rows near the visible part exist, so that any number of them scrolls smoothly.
import { h, useLayoutEffect, useMemo, useRef, useState } from "../shared/preact.js";
import { POSITION, diverging } from "../shared/colors.js";
import { day, exact, fixed, marketName, percent, percentChange, plural, reason, signed } from "../shared/format.js";
import { useDark } from "../shared/frame.js";
import { REPORTS } from "../shared/reports.js";
import { isText } from "./columns.js";
import { isOutdated, lacksHistory, valueOf } from "./view.js";

const ROW = 32;
const STEP = 10;
const WIDTHS = { text: 106, word: 132, report: 112, signal: 124, day: 134, count: 124, change: 110, index: 122 };
const OTHER_WIDTH = 114;

/** Rows that arrow keys and the like move by; the rest is left to the browser. */
const MOVES = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -Infinity, End: Infinity };

/** @param order changes when the rows are others or sorted differently: the table then starts at its top */
export function Table({ columns, rows, newest, view, order, isBusy, onSort, linkOf }) {
  const isDark = useDark();
  const frame = useRef(null);
  const [first, setFirst] = useState(0);
  const [active, setActive] = useState({ place: 0, isFocused: false });

  const follow = () => setFirst(Math.max(0, Math.floor(frame.current.scrollTop / ROW / STEP) - 1) * STEP);
  useLayoutEffect(() => {
    frame.current.scrollTop = 0;
    setFirst(0);
    setActive({ place: 0, isFocused: false });
  }, [order]);
  useLayoutEffect(() => {
    if (active.isFocused) {
      const link = frame.current.querySelector(`[aria-rowindex="${active.place + 2}"] a`);
      link?.focus({ preventScroll: true });
      link?.scrollIntoView({ block: "nearest" }); // the frame may be partly outside of the window
    }
  }, [active]);

  const move = (event) => {
    const steps = MOVES[event.key];
    if (!steps || event.altKey || event.ctrlKey || event.metaKey || event.target.tagName === "BUTTON") {
      return;
    }
    event.preventDefault();
    const isInRows = event.target.tagName === "A";
    const next = Math.max(0, Math.min(rows.length - 1, active.place + (isInRows ? steps : 0)));
    setActive({ place: next, isFocused: true });
    bringIntoView(frame.current, next);
    follow();
  };

  const last = Math.min(rows.length, first + Math.ceil(innerHeight / ROW) + 3 * STEP);
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  return h("div", {
    ref: frame, class: "scroll screener-frame", tabindex: 0, role: "region", "aria-label": "Markets; arrow keys move between rows, Enter opens one",
    "aria-busy": isBusy, onScroll: follow, onKeyDown: move,
  }, h("table", { class: "screener", "aria-rowcount": rows.length + 1, style: { "--columns": `${width}px` } },
    h("caption", { class: "hidden" }, "Markets with their newest week"),
    h("colgroup", null, h("col", { class: "market-column" }), columns.map((column) => h("col", { key: column.id, style: { width: `${widthOf(column)}px` } }))),
    h("thead", null, h("tr", { "aria-rowindex": 1 },
      h(Head, { column: { id: "name", name: "Market", group: "", kind: "text", title: "The name of the market" }, view, onSort }),
      columns.map((column) => h(Head, { key: column.id, column, view, onSort })))),
    h("tbody", null,
      h(Space, { rows: first, columns }),
      rows.slice(first, last).map((row, index) => h(Row, {
        key: row.code, row, columns, newest, isDark, link: linkOf(row), place: first + index, isActive: first + index === active.place,
        onFocus: (place) => place !== active.place && setActive({ place, isFocused: false }),
      })),
      h(Space, { rows: rows.length - last, columns }))));
}

function widthOf(column) {
  return WIDTHS[column.kind] ?? OTHER_WIDTH;
}

function bringIntoView(frame, row) {
  const head = frame.querySelector("thead").offsetHeight;
  const top = row * ROW;
  frame.scrollTop = Math.min(top, Math.max(frame.scrollTop, top + ROW + head - frame.clientHeight + STEP));
}

/** The height of rows that do not exist. */
function Space({ rows, columns }) {
  return rows > 0 && h("tr", { class: "space", "aria-hidden": true }, h("td", { colspan: columns.length + 1, style: { height: `${rows * ROW}px` } }));
}

function Head({ column, view, onSort }) {
  const isSorted = view.sortId === column.id;
  const isDescending = isSorted ? !view.isDescending : !isText(column);
  return h("th", { scope: "col", class: isText(column) ? "" : "number", "aria-sort": isSorted ? (view.isDescending ? "descending" : "ascending") : undefined },
    h("button", { type: "button", title: column.title, onClick: () => onSort((isDescending ? "-" : "") + column.id) },
      h("span", { class: "head-group" }, column.group),
      h("span", { class: "head-name" }, column.name, isSorted && h("span", { "aria-hidden": true }, view.isDescending ? " ▼" : " ▲"))));
}

/** A row. Its cells are made once, and again when the colours change. */
function Row({ row, columns, newest, isDark, link, place, isActive, onFocus }) {
  const cells = useMemo(() => columns.map((column) => cell(column, row, newest)), [row, columns, newest, isDark]);
  return h("tr", { "aria-rowindex": place + 2 },
    h("th", { scope: "row" },
      h("a", { href: link, tabindex: isActive ? 0 : -1, title: row.name, onFocus: () => onFocus(place) }, marketName(row.name))),
    cells);
}

const WORDS = { BUY: "Buy", SELL: "Sell" };

function direction(value) {
  return value > 0 ? "number up" : value < 0 ? "number down" : "number";
}

function words(text) {
  return text.replaceAll("_", " ");
}

function signedCount(value) {
  return (value > 0 ? "+" : "") + exact(value);
}

/** A bar from the middle of the range to the value. */
function Bar({ value }) {
  const style = { left: `${Math.min(50, value)}%`, width: `${Math.max(3, Math.abs(value - 50))}%`, background: diverging(POSITION.index(value)).background };
  return h("span", { class: "bar", "aria-hidden": true }, h("i", { style }));
}

/** Of each kind: the attributes of the cell and what is in it. */
const KINDS = {
  text: (value) => [{ title: value }, value],
  report: (value) => [{}, REPORTS[value]],
  word: (value) => [{}, words(value)],
  day: (value, row, newest) => [value < newest ? { class: "number lag", title: lag(row) } : { class: "number" }, day(value)],
  count: (value) => [{ class: "number" }, exact(value)],
  change: (value) => [{ class: direction(value) }, signedCount(value)],
  points: (value) => [{ class: direction(value) }, signed(value, 1)],
  share: (value) => [{ class: "number" }, percentChange(value)],
  percent: (value) => [{ class: "number" }, percent(value)],
  index: (value) => [{ class: "number" }, h("span", { class: "index" }, h(Bar, { value }), h("span", { class: "index-value" }, fixed(value, 0)))],
  percentile: (value) => [{ class: "number", style: diverging(POSITION.percentile(value)) }, fixed(value, 1)],
  zscore: (value) => [{ class: "number", style: diverging(POSITION.zscore(value)) }, signed(value, 2)],
  signal: (value, row, newest, column) => [{}, [h("span", { class: "signal" }, WORDS[value]), h("small", { class: "muted" }, ` 1y ${crowded(column, row)}`)]],
};

/** Kinds whose null may mean "none" instead of "unknown". */
const MAY_BE_NONE = new Set(["word", "signal"]);

/** Why a cell has no value. */
function whyMissing(column, row) {
  const key = column.keyIn(row);
  if (key === null) {
    return "the report has no such traders";
  }
  if (isOutdated(column, row)) {
    return "not current";
  }
  const source = lacksHistory(column, row) ? column.needIn(row) : key;
  const why = row[`${source}_reason`];
  return why || !MAY_BE_NONE.has(column.kind) ? reason(why ?? "missing", row[`${source}_weeks`], column.window) : "none";
}

/** The 1-year index behind a signal. */
function crowded(column, row) {
  return fixed(row[column.keyIn(row).replace("signal", "crowded")], 0);
}

function lag({ weeks_behind: weeks }) {
  return weeks > 0 ? `${plural(weeks, "week")} behind its report` : "The newest week of its report, which is not current";
}

/** A cell; one without a value says why. */
function cell(column, row, newest) {
  const value = valueOf(column, row);
  if (value === null) {
    const why = whyMissing(column, row);
    const isShort = /^\d+ of \d+ weeks$/.test(why);
    return h("td", { key: column.id, class: isText(column) ? "none" : "none number", title: why }, isShort ? why.replace(" weeks", "") : h("span", { "aria-label": why, role: "img" }, "–"));
  }
  const [attributes, content] = KINDS[column.kind](value, row, newest, column);
  return h("td", { key: column.id, title: column.groupIn(row) || undefined, ...attributes }, content);
}
