// Numbers, days and moments as people read them. A value that is missing is a dash.
const DASH = "–";
const NARROW_SPACE = "\u202f";
const NEW_YORK = "America/New_York";

const EXACT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 4 });
const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });
const AMOUNTS = [];
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const MOMENT = new Intl.DateTimeFormat("en-GB", {
  weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: NEW_YORK,
});
const NEW_YORK_DATE = new Intl.DateTimeFormat("en-CA", { timeZone: NEW_YORK });
const YEAR = new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone: NEW_YORK });

function isMissing(value) {
  return value === null || value === undefined || Number.isNaN(value);
}

function withMinus(text) {
  return text.replace("-", "−");
}

function withSign(value, text) {
  return value > 0 && /[1-9]/.test(text) ? "+" + text : text;
}

/** All digits: `12,345`, `−1,234.5`. */
export function exact(value) {
  return isMissing(value) ? DASH : withMinus(EXACT.format(value));
}

/** Three digits and a unit: `12.4k`, `−1.2M`. */
export function count(value) {
  return isMissing(value) ? DASH : withMinus(COMPACT.format(value)).replace("K", "k");
}

/** With fixed digits behind the point, and commas: `2,336.40`. */
export function amount(value, digits) {
  return isMissing(value) ? DASH : withMinus((AMOUNTS[digits] ??= new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })).format(value));
}

/** The digits behind the point that give a price five significant ones: at least 2 (gold), 7 for the yen. */
export function priceDigits(price) {
  return price ? Math.min(Math.max(4 - Math.floor(Math.log10(Math.abs(price))), 2), 9) : 2;
}

/** The labels of an axis with the digits that its step needs. Large values that are compact have one unit: `0.95M`, `1.00M`. */
export function tickLabels(values, step, isCompact) {
  const most = isCompact ? Math.max(...values.map(Math.abs)) : 0;
  const [size, unit] = most >= 1e6 ? [1e6, "M"] : most >= 1e4 ? [1e3, "k"] : [1, ""];
  const digits = Math.max(0, -Math.floor(Math.log10(step / size) + 1e-9));
  return values.map((value) => (value === 0 ? "0" : amount(value / size, digits) + unit));
}

/** A change in contracts: `+12.4k`, `−310`, `0`. */
export function change(value) {
  return isMissing(value) ? DASH : withSign(value, count(value));
}

/** A change with all digits: `+12,345`, `−310`, `0`. */
export function exactChange(value) {
  return isMissing(value) ? DASH : withSign(value, exact(value));
}

/** A number with fixed digits behind the point. What rounds to zero has no sign. */
export function fixed(value, digits) {
  return isMissing(value) ? DASH : withMinus(value.toFixed(digits).replace(/^-(0\.?0*)$/, "$1"));
}

/** A number with its sign and fixed digits: `+1.84`. */
export function signed(value, digits) {
  return isMissing(value) ? DASH : withSign(value, fixed(value, digits));
}

/** `37.7 %` */
export function percent(value, digits = 1) {
  return isMissing(value) ? DASH : fixed(value, digits) + NARROW_SPACE + "%";
}

/** `+3.1 %`, `−3.1 %` */
export function percentChange(value, digits = 1) {
  return isMissing(value) ? DASH : withSign(value, percent(value, digits));
}

/** A report date, as `2026-11-03`: `Tue 3 Nov 2026`. */
export function day(date) {
  return isMissing(date) ? DASH : DAY.format(new Date(date + "T00:00:00Z")).replaceAll(",", "");
}

/** The date some days after another one, or before it if they are negative, as `2026-11-03`. */
export function dayAfter(date, days) {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** `3 Nov` */
export function shortDay(date) {
  return isMissing(date) ? DASH : SHORT_DAY.format(new Date(date + "T00:00:00Z"));
}

/** An instant in New York: `Fri 6 Nov 15:30 New York`; with its year unless that is the present one. */
export function moment(instant, now = new Date()) {
  if (isMissing(instant)) {
    return DASH;
  }
  const time = new Date(instant);
  const [date, clock] = MOMENT.format(time).replace(/^(\w+),/, "$1").split(/,? (?=\d\d:)/);
  const year = YEAR.format(time);
  return `${date}${year === YEAR.format(now) ? "" : " " + year} ${clock} New York`;
}

/** The date of an instant in New York: `2026-11-06`. */
export function newYorkDate(instant) {
  return NEW_YORK_DATE.format(new Date(instant));
}

/** The time until or since an instant: `2 d 3 h`, `4 h 20 min`, `12 min`, `40 s`. */
export function duration(milliseconds) {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `1 week`, `3 weeks` */
export function plural(number, noun) {
  return `${exact(number)} ${noun}${number === 1 ? "" : "s"}`;
}

const REASONS = {
  flat: "flat: every value in the window is the same",
  missing: "the report has no value",
  no_price: "no price",
};

/** Why a measure has no value, and how many weeks it had: `8 of 156 weeks`. */
export function reason(why, weeks, window) {
  if (why === "insufficient_history") {
    return isMissing(window) ? `short history: ${plural(weeks ?? 0, "week")}` : `${weeks ?? 0} of ${window} weeks`;
  }
  return REASONS[why] ?? "no value";
}

/** The name of a market without its exchange, as people say it: `GOLD`. */
export function marketName(name) {
  return name.replace(/ - [^-]*$/, "");
}

/** How people write the currency of prices; USX are cents of USD. */
export function currencyName(code) {
  return code === "USX" ? "US cents" : code ?? "";
}
