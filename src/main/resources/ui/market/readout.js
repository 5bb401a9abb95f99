// One legend for all charts: the values of the week at the crosshair.
import { h, useEffect, useState } from "../shared/preact.js";
import { amount, change, count, day, exact, fixed, moment, percent, plural, priceDigits, reason } from "../shared/format.js";
import { MEASURES, measureColumn } from "./panels.js";
import { closeAt, dateOf } from "./series.js";

const ANNOUNCE_AFTER = 400;

/** The moment that a timeline's crosshair is at, or null. */
function useTimeAt(timeline) {
  const [time, setTime] = useState(timeline.time);
  useEffect(() => {
    timeline.onMove = setTime;
    return () => { timeline.onMove = () => {}; };
  }, [timeline]);
  return time;
}

/** A measure's value, or why there is none. */
export function measureText(weeks, date, measure, group, isLong) {
  const column = measureColumn(measure, group);
  const week = weeks.measured.get(date);
  const value = week?.[column];
  if (value !== null && value !== undefined) {
    return fixed(value, MEASURES[measure].digits || (isLong ? 1 : 0));
  }
  return isLong ? reason(week?.[`${column}_reason`], week?.[`${column}_weeks`], 156) : "–";
}

function publicationText(week) {
  if (!week.published_at) {
    return "publication unknown";
  }
  return `published ${moment(week.published_at)}${week.published_at_derived ? " (estimated)" : ""}`;
}

function revisionText(revision, knownTime) {
  const when = moment(revision.seen_at);
  const what = { vanished: "removed", returned: "published again" }[revision.kind] ?? "revised";
  return knownTime === null ? `${what} ${when}` : `old numbers: ${what} later, ${when}`;
}

/** The net of a group before and after a revision, such as "was 25.6k, now 16.4k"; null if its positions did not change. */
function revisedNet(group, week, { changes }) {
  const changed = new Map((changes ?? []).map((change) => [change.field, change]));
  const [long, short] = [`${group}_long`, `${group}_short`];
  const side = (field, which) => (changed.has(field) ? changed.get(field)[which] : week[field]) ?? null;
  const net = (which) => (side(long, which) === null || side(short, which) === null ? null : side(long, which) - side(short, which));
  return changed.has(long) || changed.has(short) ? `was ${count(net("old"))}, now ${count(net("new"))}` : null;
}

/** What a revision changed: the net of groups, or how many fields. */
function Revision({ revision, week, groups, knownTime }) {
  const nets = groups.map(({ key, name }) => [name, revisedNet(key, week, revision)]).filter(([, text]) => text !== null);
  const fields = revision.changes?.length ?? 0;
  return [
    h("div", { key: "when" }, `◯ ${revisionText(revision, knownTime)}`),
    ...nets.map(([name, text]) => h("div", { key: name }, `${name} net ${text}`)),
    nets.length === 0 && fields > 0 && h("div", { key: "fields" }, `Net positions did not change; ${plural(fields, "other field")} did.`),
  ];
}

/** A position in the unit of the chosen view. */
function positionText(mode, value) {
  return mode === "pct_oi" ? percent(value) : count(value);
}

/** A number of contracts and its change in the week, such as `83.7k (−2.27k)`. */
function changedText(contracts, changed) {
  return changed === null || changed === undefined ? count(contracts) : `${count(contracts)} (${change(changed)})`;
}

export function Readout({ timeline, view, isKeyboard }) {
  const { weeks, bars, groups, visible, focus, measure, mode, revised, knownTime, other, currency } = view;
  const time = useTimeAt(timeline);
  const isAtCrosshair = time !== null;
  const newest = weeks.x.length - 1;
  const index = isAtCrosshair ? weeks.x.indexOf(time) : newest;
  const week = weeks.rows[index] ?? null; // null where there is no report: its values are dashes
  const date = week?.date ?? dateOf(time);
  const noReport = time > weeks.x[newest] ? "No report yet" : "No report for this date";
  const revision = revised.get(date);
  const columns = weeks.groups[focus.key];
  const price = week ? weeks.price[index] : closeAt(bars, time);
  return h("aside", { class: "readout panel", "aria-label": "Values of the week" },
    h("div", { class: "readout-week" },
      h("strong", null, day(date)),
      h("span", { class: "readout-kind" }, isAtCrosshair ? "crosshair" : knownTime === null ? "newest week" : "newest week known")),
    week ? h("div", { class: "muted readout-published" }, publicationText(week)) : h("div", { class: "readout-published" }, noReport),
    h("div", { class: "readout-revision" }, week && revision && h(Revision, { revision, week, groups, knownTime })),
    h("table", { class: "readout-table" },
      h("thead", null, h("tr", null,
        h("th", { scope: "col" }, "Group"),
        h("th", { scope: "col", class: "number" }, "Net"),
        h("th", { scope: "col", class: "number" }, "Change"),
        h("th", { scope: "col", class: "number" }, MEASURES[measure].name))),
      h("tbody", null, groups.map((group) => h("tr", { key: group.key, class: visible.has(group.key) ? "" : "is-off" },
        h("th", { scope: "row", title: group.name }, h("span", { class: "dot", style: { background: group.color } }), h("span", { class: "readout-name" }, group.name)),
        h("td", { class: "number" }, positionText(mode, (mode === "pct_oi" ? weeks.groups[group.key].share : weeks.groups[group.key].net)[index])),
        h("td", { class: "number" }, change(weeks.groups[group.key].change[index])),
        h("td", { class: "number" }, measureText(weeks, date, measure, group.key, false)))))),
    h("dl", { class: "readout-more" },
      price !== null && h("div", null, h("dt", null, "Price"), h("dd", null, `${amount(price, priceDigits(price))} ${currency}`)),
      h("div", null, h("dt", null, "Open interest"), h("dd", null, count(week?.open_interest))),
      h("div", null, h("dt", null, `${focus.short} longs`), h("dd", null, changedText(columns.long[index], columns.changeLong[index]))),
      h("div", null, h("dt", null, `${focus.short} shorts`), h("dd", null, changedText(columns.short[index], columns.changeShort[index]))),
      other && other.lines.map(({ key, label, values }) => h("div", { key }, h("dt", null, label), h("dd", null, positionText(mode, values[index])))),
      h("div", null, h("dt", null, "Unit"), h("dd", null, mode === "pct_oi" ? "contracts; net: % of open interest" : "contracts"))),
    h(Announcement, { isKeyboard, isAtCrosshair, text: `${day(date)}: ${week ? `${focus.name} net ${exact(weeks.groups[focus.key].net[index])}, ${MEASURES[measure].name} ${measureText(weeks, date, measure, focus.key, true)}` : noReport}` }));
}

/** Tells screen readers where the crosshair is, when it was moved by the keyboard and rests. */
function Announcement({ isKeyboard, isAtCrosshair, text }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!isKeyboard.current || !isAtCrosshair) {
      return undefined;
    }
    const timer = setTimeout(() => setSaid(text), ANNOUNCE_AFTER);
    return () => clearTimeout(timer);
  }, [text, isAtCrosshair]);
  return h("span", { class: "hidden", "aria-live": "polite" }, said);
}
