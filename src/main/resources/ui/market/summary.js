// The head of the page: what the market is, and its newest week in one sentence made of numbers.
import { h, useState } from "../shared/preact.js";
import { change, count, day, fixed, marketName, percent, plural, reason } from "../shared/format.js";
import { reportKey } from "../shared/reports.js";
import { href } from "../shared/router.js";
import { measureColumn } from "./panels.js";

const DAY = 86_400;
const WEEK = 7 * DAY;
const ROUNDED = 0.05; // conditions compare values before they are rounded

/** The sentence: position, change and index of the speculative and of the commercial group. */
export function sentence(weeks, index, speculative, commercial) {
  return `${clause(weeks, index, speculative, true)} ${clause(weeks, index, commercial, false)}`;
}

function clause(weeks, index, group, isDetailed) {
  const { net, share, change: changes, changeLong, changeShort } = Object.fromEntries(
    Object.entries(weeks.groups[group.key]).map(([name, values]) => [name, values[index]]));
  if (net === null) {
    return `${group.name}: the report has no positions.`;
  }
  const verb = group.name.endsWith("s") ? "are" : "is";
  const position = net === 0 ? "flat" : `net ${net > 0 ? "long" : "short"} ${count(Math.abs(net))} contracts (${percent(Math.abs(share))} of open interest)`;
  const parts = isDetailed && changes !== null ? ` (longs ${change(changeLong)}, shorts ${change(changeShort)})` : "";
  const moved = changes === null ? "" : `, ${change(changes)} on the week${parts}`;
  return `${group.name} ${verb} ${position}${moved}; ${indexText(weeks, index, group)}.`;
}

function indexText(weeks, index, group) {
  const column = measureColumn("index", group.key);
  const week = weeks.measured.get(weeks.rows[index].date);
  const value = week?.[column];
  return value === null || value === undefined
    ? `no 3-year index (${reason(week?.[`${column}_reason`], week?.[`${column}_weeks`], 156)})`
    : `3-year index ${fixed(value, 0)}`;
}

/** The change of net since the report of the week before, as conditions have it; null if that or a position is missing. */
function changeOfNet({ x, groups }, key, index) {
  const { net } = groups[key];
  const isWeekBefore = Math.abs(x[index] - x[index - 1] - WEEK) <= DAY;
  return isWeekBefore && net[index] !== null && net[index - 1] !== null ? net[index] - net[index - 1] : null;
}

/**
 * A condition that the newest week satisfies, and the same in words such as "Managed Money: 3-year index at least 53": an extreme, at
 * least (at most) its own index, or the direction of its change. Without any of these, an example without words.
 */
export function currentCondition(weeks, { key, name }) {
  const column = measureColumn("index", key);
  const newest = weeks.rows.length - 1;
  const value = weeks.measured.get(weeks.rows[newest].date)?.[column];
  if (value === null || value === undefined) {
    const moved = changeOfNet(weeks, key, newest);
    const isFall = moved !== null && moved < 0;
    return { condition: `change_1w_${key}${isFall ? "<" : ">="}0`, words: moved === null ? null : `${name}: net ${isFall ? "fell" : "did not fall"} in the week` };
  }
  const isHigh = value >= 50;
  const level = isHigh ? Math.min(90, Math.floor(value - ROUNDED)) : Math.max(10, Math.ceil(value + ROUNDED));
  return { condition: `${column}${isHigh ? ">=" : "<="}${level}`, words: `${name}: 3-year index at ${isHigh ? "least" : "most"} ${level}` };
}

function reportName(market) {
  return `${market.report_type_display} · ${market.subtype_display}`;
}

/** The shown report as a menu of all reports of the market, which are requested when it is opened. */
function ReportMenu({ market, reports, parameters, onOpen }) {
  const [isOpen, setOpen] = useState(false);
  const toggle = (event) => {
    setOpen(event.target.open);
    if (event.target.open) {
      onOpen();
    }
  };
  const addressOf = (report) => href(`market/${market.code}`, { ...parameters, report: report.key, groups: null, focus: null, condition: null });
  return h("details", { class: "menu report-menu", open: isOpen, onToggle: toggle, onKeyDown: (event) => event.key === "Escape" && setOpen(false) },
    h("summary", null, h("span", { class: "muted" }, "Report "), reportName(market)),
    isOpen && h("ul", { class: "menu-content", onClick: () => setOpen(false) },
      reports
        ? reports.map((report) => h("li", { key: report.key }, h("a", { href: addressOf(report), "aria-current": report.key === reportKey(market) ? "true" : undefined }, reportName(report))))
        : h("li", { class: "muted" }, "Loading…")));
}

/**
 * @param newest the newest week that is shown, or undefined; `behind` how many weeks the newest report is ahead of it
 * @param reports all reports of the market, or null; `onReports` requests them
 */
export function Head({ market, reports, parameters, newest, behind, onReports }) {
  return h("header", { class: "market-head" },
    h("div", null,
      h("h1", null, marketName(market.name), " ", h("span", { class: "market-code muted" }, market.code)),
      h("p", { class: "muted market-facts" }, `${market.name.split(" - ").pop()} (${market.exchange}) · ${market.category_display}`, newest && ` · newest week ${day(newest)}`,
        behind > 0 && h("span", { class: "state warning" }, `${plural(behind, "week")} behind the newest report`))),
    h(ReportMenu, { market, reports, parameters, onOpen: onReports }));
}

/** Warns of a short history. */
export function ShortHistory({ weeks }) {
  const number = weeks.rows.filter(Boolean).length;
  return number < 156 && h("p", { class: "notice" }, `Short history: ${number} of 156 weeks. Measures over 156 weeks need nine tenths of them.`);
}
