// From the data of the API to the columns that charts draw. Nothing here knows about the page. Every function takes time in
// proportion to its input.
import { newYorkDate } from "../shared/format.js";

const DAY = 86_400;
const HALF_WEEK = 3.5 * DAY;
const LONGEST_STEP = 10 * DAY;
const LONGEST_STEP_OF_HALF_MONTHS = 20 * DAY;
const FIRST_WEEKLY = Date.UTC(1992, 9, 6) / 1000;
const PRICE_DAYS = 5;
const ENTRY_DAYS = 7;
const COMING_WEEKS = 26;

/** The start of a date in UTC, in seconds. */
export function seconds(date) {
  return Date.parse(date) / 1000;
}

/** The date of a time in seconds, in UTC. */
export function dateOf(time) {
  return new Date(time * 1000).toISOString().slice(0, 10);
}

/** The weeks that were published until a moment. Weeks are oldest first. */
export function publishedUntil(weeks, moment) {
  let count = weeks.length;
  while (count > 0 && publication(weeks[count - 1]) > moment) {
    count--;
  }
  return count === weeks.length ? weeks : weeks.slice(0, count);
}

function publication(week) {
  return Date.parse(week.published_at ?? week.date);
}

/**
 * The columns of weeks, with an empty row wherever a report is missing, so that lines have a gap there.
 *
 * @param due the last week whose report was due: if the newest one is older, there is a gap up to it
 */
export function weekColumns(weeks, groups, bars, due) {
  const x = [];
  const rows = [];
  const gaps = [];
  for (const week of weeks) {
    const time = seconds(week.date);
    const before = x[x.length - 1];
    if (before !== undefined && time - before > (time > FIRST_WEEKLY ? LONGEST_STEP : LONGEST_STEP_OF_HALF_MONTHS)) {
      gaps.push([before, time]);
      x.push(before + 7 * DAY);
      rows.push(null);
    }
    x.push(time);
    rows.push(week);
  }
  const newest = x[x.length - 1];
  if (due - newest > HALF_WEEK) {
    gaps.push([newest, due + 7 * DAY]);
  }
  return {
    x, rows, gaps,
    interest: rows.map((week) => week?.open_interest ?? null),
    price: weekPrices(x, rows, bars),
    groups: Object.fromEntries(groups.map(({ key }) => [key, groupColumns(rows, key)])),
  };
}

/** The columns of the analytics, row by row beside those of the weeks. */
export function measureColumns(rows, weeks, columns) {
  const measured = new Map(weeks.map((week) => [week.date, week]));
  const found = rows.map((week) => (week === null ? undefined : measured.get(week.date)));
  return { measured, measures: Object.fromEntries(columns.map((column) => [column, found.map((week) => week?.[column] ?? null)])) };
}

function groupColumns(rows, key) {
  const length = rows.length;
  const columns = {};
  for (const name of ["long", "short", "net", "share", "changeLong", "changeShort", "change"]) {
    columns[name] = new Array(length).fill(null);
  }
  const [long, short, changeLong, changeShort] = ["long", "short", "change_long", "change_short"].map((field) => `${key}_${field}`);
  for (let i = 0; i < length; i++) {
    const week = rows[i];
    if (week === null) {
      continue;
    }
    if (week[long] != null && week[short] != null) {
      columns.net[i] = week[long] - week[short];
      columns.share[i] = week.open_interest > 0 ? (100 * columns.net[i]) / week.open_interest : null;
    }
    if (week[changeLong] != null && week[changeShort] != null) {
      columns.change[i] = week[changeLong] - week[changeShort];
    }
    columns.long[i] = week[long] ?? null;
    columns.short[i] = week[short] ?? null;
    columns.changeLong[i] = week[changeLong] ?? null;
    columns.changeShort[i] = week[changeShort] ?? null;
  }
  return columns;
}

/** The close of a date, or the last one up to 5 days before; null if there is none. */
export function closeAt(bars, time) {
  const bar = bars.x.findLastIndex((start) => start <= time);
  return bar >= 0 && time - bars.x[bar] <= PRICE_DAYS * DAY ? bars.close[bar] : null;
}

/** The close of each report date, or the last one up to 5 days before. */
function weekPrices(x, rows, bars) {
  let next = 0;
  return x.map((time, i) => {
    while (next < bars.x.length && bars.x[next] <= time) {
      next++;
    }
    const bar = next - 1;
    return rows[i] !== null && bar >= 0 && time - bars.x[bar] <= PRICE_DAYS * DAY ? bars.close[bar] : null;
  });
}

/** The columns of daily prices, with an empty row wherever they are missing for more than 10 days. */
export function priceColumns(prices, moment) {
  const x = [];
  const close = [];
  for (const bar of prices) {
    const time = seconds(bar.date);
    if (time * 1000 > moment) {
      break;
    }
    const before = x[x.length - 1];
    if (before !== undefined && time - before > (time > FIRST_WEEKLY ? LONGEST_STEP : LONGEST_STEP_OF_HALF_MONTHS)) {
      x.push(before + DAY);
      close.push(null);
    }
    x.push(time);
    close.push(bar.close);
  }
  return { x, close };
}

/** The weeks in which an index reaches one of its extremes, 1 for the high one and −1 for the low one. */
export function crossings(values, low, high) {
  const crossed = new Array(values.length).fill(null);
  let before = null;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) {
      continue;
    }
    const side = value >= high ? 1 : value <= low ? -1 : 0;
    if (side !== 0 && before !== null && side !== before) {
      crossed[i] = side;
    }
    before = side;
  }
  return crossed;
}

/**
 * Where the marks of weeks stand among prices: at the close of the first session after the day in New York on which the week was
 * published, at most 7 days later, as in event studies. The newest mark stands at the last close until there is such a session.
 */
export function marksAmong(bars, rows, marks) {
  const placed = [];
  let bar = 0;
  for (let i = 0; i < rows.length; i++) {
    if (marks[i] && rows[i].published_at) {
      const published = seconds(newYorkDate(rows[i].published_at));
      while (bar < bars.x.length && (bars.x[bar] <= published || bars.close[bar] === null)) {
        bar++;
      }
      const at = Math.min(bar, bars.x.length - 1);
      if (Math.abs(bars.x[at] - published) <= ENTRY_DAYS * DAY) {
        placed.push({ time: bars.x[at], price: bars.close[at], side: marks[i] });
      }
    }
  }
  return placed;
}

/** The parts of a week's change that raise net and those that lower it: bought longs and covered shorts, sold longs and new shorts. */
export function changeExtents({ changeLong, changeShort }) {
  const up = new Array(changeLong.length).fill(null);
  const down = new Array(changeLong.length).fill(null);
  for (let i = 0; i < up.length; i++) {
    if (changeLong[i] !== null && changeShort[i] !== null) {
      up[i] = Math.max(changeLong[i], 0) + Math.max(-changeShort[i], 0);
      down[i] = Math.min(changeLong[i], 0) + Math.min(-changeShort[i], 0);
    }
  }
  return { up, down };
}

/** The Tuesday of an ISO week and its number, such as 202653. */
function isoWeek(time) {
  const days = Math.floor(time / DAY);
  const thursday = days - ((days + 3) % 7) + 3;
  const year = new Date(thursday * DAY * 1000).getUTCFullYear();
  return { tuesday: (thursday - 2) * DAY, number: year * 100 + 1 + Math.floor((thursday - Date.UTC(year, 0) / 1000 / DAY) / 7) };
}

/**
 * The seasonal band of weeks and of the 26 weeks after them: the lowest, median and highest value of the same ISO week in the 5 years
 * before, if at least 3 of them have one. This is the measure `seasonal.5` of the API, which has no weeks to come of the next year.
 */
export function seasonOf(x, values) {
  const weeks = x.map(isoWeek);
  const known = new Map(weeks.map(({ number }, i) => [number, values[i]]).filter(([, value]) => value !== null));
  const coming = Array.from({ length: COMING_WEEKS }, (_, i) => isoWeek(x[x.length - 1] + (i + 1) * 7 * DAY));
  const found = [...weeks, ...coming].map(({ number }) =>
    [1, 2, 3, 4, 5].map((years) => known.get(number - 100 * years)).filter((value) => value !== undefined).sort((one, other) => one - other));
  const part = (of) => found.map((past) => (past.length < 3 ? null : of(past, past.length / 2)));
  return {
    x: [...x, ...coming.map(({ tuesday }) => tuesday)],
    max: part((past) => past[past.length - 1]), min: part((past) => past[0]),
    median: part((past, middle) => (past[Math.ceil(middle) - 1] + past[Math.floor(middle)]) / 2),
  };
}

const YEARS = { "1Y": 1, "3Y": 3, "5Y": 5, "10Y": 10 };

/** Whether a range is one of the preset ones. */
export function isPreset(range) {
  return range === "Max" || range in YEARS;
}

/**
 * The visible range: years before the end, everything, or two dates such as `2019-01-01..2020-03-03`.
 *
 * @param isAhead whether it includes weeks to come, up to a quarter of its length
 */
export function viewOf(range, first, last, end, isAhead) {
  const [from, to] = range.split("..");
  const min = seconds(from);
  const max = seconds(to ?? "");
  if (min < max) {
    return { min, max };
  }
  const length = range === "Max" ? last - first : (YEARS[range] ?? YEARS["5Y"]) * 365.25 * DAY;
  const margin = Math.max(length * 0.01, 4 * DAY);
  const newest = range === "Max" ? last : Math.min(last, end + length * 0.12);
  const ahead = isAhead ? Math.min(COMING_WEEKS * 7 * DAY, length / 4) : 0;
  return { min: Math.max(newest - length, Math.min(first, newest - 60 * DAY)) - margin / 4, max: Math.max(newest, end + ahead) + margin };
}
