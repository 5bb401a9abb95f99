// Reports that lag behind the newest one.
const DAY = 86_400_000;
const MOST_DAYS = 10; // a week, and a holiday before or after it

/** Whether a report is more than a week older than the newest one. */
export function isLate(date, newest) {
  return Date.parse(newest) - Date.parse(date) > MOST_DAYS * DAY;
}

/** The newest date of each type of report that is late: pairs of the type and the date. */
export function lateReports(markets, newest) {
  const dates = {};
  for (const { report_type: type, date } of markets) {
    dates[type] = date > (dates[type] ?? "") ? date : dates[type];
  }
  return Object.entries(dates).filter(([, date]) => isLate(date, newest));
}
