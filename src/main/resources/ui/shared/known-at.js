// What "as known on" means: a moment, and the reports that were due by then.
import { day, plural } from "./format.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const TUESDAY = Date.UTC(2001, 0, 2);
const MOMENT = /^\d{4}-\d{2}-\d{2}(T.*)?$/;
const NEW_YORK_HOUR = new Intl.DateTimeFormat("en-GB", { timeZone: "America/New_York", hour: "2-digit", hourCycle: "h23" });

/** Whether a parameter names a day or a moment. */
export function isMoment(knownAt) {
  return MOMENT.test(knownAt) && !Number.isNaN(Date.parse(knownAt));
}

/** The end of a day in New York, or an instant itself, in milliseconds: the moment that `known_at` means. */
export function knownMoment(knownAt) {
  if (knownAt.includes("T")) {
    return Date.parse(knownAt);
  }
  const midnight = Date.parse(knownAt) + (24 + 4) * HOUR;
  return NEW_YORK_HOUR.format(midnight) === "00" ? midnight - 1 : midnight + HOUR - 1;
}

/**
 * The last week whose report was due by a moment, in milliseconds. The report of a Tuesday is due on Friday, and on Monday after a holiday;
 * it counts as due from Monday evening on.
 */
export function lastDue(moment) {
  return TUESDAY + Math.floor((moment - TUESDAY - 6 * DAY - 22 * HOUR) / WEEK) * WEEK;
}

/**
 * Says that reports were missing at a past moment; "" if none was. Nothing is said about the time before 2001, when reports did not appear
 * every week.
 *
 * @param newest the date of the newest report that was published
 */
export function missingText(newest, knownAt) {
  const due = lastDue(knownMoment(knownAt));
  const weeks = Math.round((due - Date.parse(newest)) / WEEK);
  return due >= TUESDAY && weeks > 0
    ? `${plural(weeks, "week")} ${weeks === 1 ? "is" : "are"} missing: the report of the week of ${day(new Date(due).toISOString().slice(0, 10))} was due by then.`
    : "";
}
