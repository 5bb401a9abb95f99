// What each panel shows: its series, its scale, and what is drawn behind and above them. A panel is made from the page's view:
// the columns of weeks and bars, the chosen groups and measure, the colours, and what is known about revisions.
import { fixed } from "../shared/format.js";
import { eachVisible, fillBetween, fillTime, lineAt, lineAtTime } from "../shared/chart.js";
import { changeExtents, seasonOf } from "./series.js";

const HALF_WEEK = 3.5 * 86_400;
const WEAK = "22";
const STRONG = "3d";

export const MEASURES = {
  index: { name: "Index", title: "Index over 156 weeks", digits: 0, low: [5, 20], high: [95, 80], splits: () => [0, 20, 50, 80, 100], range: () => [-3, 103] },
  percentile: { name: "Percentile", title: "Percentile over 156 weeks", digits: 0, low: [5, 20], high: [95, 80], splits: () => [0, 20, 50, 80, 100], range: () => [-3, 103] },
  zscore: { name: "Z-score", title: "Z-score over 156 weeks", digits: 1, low: [-2], high: [2], range: aroundZero },
};

/** The column of a measure. */
export function measureColumn(measure, group) {
  return `${measure}_156_${group}`;
}

function aroundZero(_, min, max) {
  const limit = Math.max(2.5, Math.abs(min ?? 0), Math.abs(max ?? 0)) * 1.08;
  return [-limit, limit];
}

function withZero(_, min, max) {
  const low = Math.min(0, min ?? 0);
  const high = Math.max(0, max ?? 0);
  const margin = (high - low) * 0.08 || 1;
  return [low === 0 ? 0 : low - margin, high === 0 ? 0 : high + margin];
}

/** What is behind and above every chart. */
function layersOf({ weeks, knownTime, revised }) {
  return [weeks.gaps, knownTime, revised];
}

/** Marks weeks without a report, and the time after the moment of "as known on". */
function backdrop({ weeks, colors, knownTime }, chart) {
  for (const [from, to] of weeks.gaps) {
    fillTime(chart, from + HALF_WEEK, to - HALF_WEEK, colors.raised);
  }
  if (knownTime !== null) {
    fillTime(chart, knownTime, chart.scales.x.max, colors.raised);
    lineAtTime(chart, knownTime, colors.accent, [4, 3]);
  }
}

function ring(context, x, y, color) {
  context.beginPath();
  context.arc(x, y, 5 * devicePixelRatio, 0, 2 * Math.PI);
  context.setLineDash([]);
  context.lineWidth = 1.5 * devicePixelRatio;
  context.strokeStyle = color;
  context.stroke();
}

/** A ring around each value of a week in which one of its fields was revised. */
function rings({ weeks, revised }, chart, values, color, fields) {
  if (revised.size > 0) {
    const isRevised = (i) => (revised.get(weeks.rows[i]?.date)?.changes ?? []).some(({ field }) => fields.includes(field));
    eachVisible(chart, weeks.x, values, isRevised, (x, y) => ring(chart.ctx, x, y, color));
  }
}

function netFields(group) {
  return [`${group}_long`, `${group}_short`];
}

/** A triangle that points up and stands above a place, or one that points down and stands below it. */
function triangle(context, x, y, isUp, color, edge) {
  const size = 6 * devicePixelRatio;
  context.setLineDash([]);
  const up = isUp ? size : -size;
  context.beginPath();
  context.moveTo(x, y - up * 2.2);
  context.lineTo(x - size, y - up * 0.6);
  context.lineTo(x + size, y - up * 0.6);
  context.closePath();
  context.fillStyle = color;
  context.fill();
  context.lineWidth = devicePixelRatio;
  context.strokeStyle = edge;
  context.stroke();
}

export function pricePanel(view) {
  const { bars, colors, speculative, currency, symbol, marks } = view;
  return {
    name: "price", title: "Price", height: 200,
    unit: symbol ? `${currency ? `${currency}, ` : ""}daily close of ${symbol}` : "",
    keys: [
      { label: "Close", color: colors.text },
      { label: `${speculative.name} index reaches 95`, color: colors.high, mark: "▲" },
      { label: "reaches 5 (marked at the first close after publication)", color: colors.low, mark: "▼" },
    ],
    series: [{ key: "close", label: "Close", color: colors.text, width: 1.25 }],
    data: [bars.x, bars.close],
    y: { key: "price" },
    under: (chart) => backdrop(view, chart),
    over: (chart) => eachVisible(chart, marks.map(({ time }) => time), marks.map(({ price }) => price), () => true, (x, y, i) =>
      triangle(chart.ctx, x, y, marks[i].side > 0, marks[i].side > 0 ? colors.high : colors.low, colors.surface)),
    layers: [...layersOf(view), ...marks.map(({ time }) => time)],
  };
}

function positionSeries({ weeks, groups, visible, focus, mode }) {
  if (mode === "longshort") {
    const { long, short } = weeks.groups[focus.key];
    return [
      { key: `${focus.key}_long`, label: `${focus.name} long`, color: focus.color, width: 1.75, values: long, fields: [`${focus.key}_long`] },
      { key: `${focus.key}_short`, label: `${focus.name} short`, color: focus.color, width: 1.5, dash: [5, 4], values: short, fields: [`${focus.key}_short`] },
    ];
  }
  const column = mode === "pct_oi" ? "share" : "net";
  return groups.filter(({ key }) => visible.has(key)).map((group) => ({
    key: `${group.key}_${column}`, label: group.name, color: group.color, width: group.key === focus.key ? 2 : 1.5, values: weeks.groups[group.key][column],
    fields: mode === "pct_oi" ? [...netFields(group.key), "open_interest"] : netFields(group.key),
  }));
}

const made = new WeakMap();

/** What is made from a column or columns, made once. */
function once(from, make) {
  if (!made.has(from)) {
    made.set(from, make(from));
  }
  return made.get(from);
}

export function positionsPanel(view) {
  const { weeks, colors, focus, mode, isSeasonal, other } = view;
  const lines = positionSeries(view);
  const band = isSeasonal ? once(weeks.groups[focus.key][mode === "pct_oi" ? "share" : "net"], (values) => seasonOf(weeks.x, values)) : null;
  const x = band ? band.x : weeks.x;
  const longer = (values) => (x.length > values.length ? [...values, ...new Array(x.length - values.length).fill(null)] : values);
  const seasons = band
    ? [
        { key: "seasonal_max", label: "", spanGaps: true, color: `${focus.color}00`, values: band.max },
        { key: "seasonal_min", label: "", spanGaps: true, color: `${focus.color}00`, values: band.min },
        { key: "seasonal_median", label: "", spanGaps: true, color: focus.color, width: 1, dash: [2, 3], values: band.median },
      ]
    : [];
  const others = (other?.lines ?? []).map((line, place) => ({ ...line, color: colors.text, width: 1.25, dash: place === 0 ? [6, 3, 1, 3] : [1, 3], scale: "right" }));
  const all = [...seasons, ...lines, ...others];
  const unit = mode === "pct_oi" ? { unit: "\u202f%" } : { isCompact: true };
  return {
    name: "positions", height: 260,
    title: mode === "longshort" ? `Positions of ${focus.name}` : "Net positions",
    unit: mode === "pct_oi" ? "% of open interest" : "contracts",
    keys: [
      ...lines.map(({ label, color, dash }) => ({ label, color, shape: dash && "dashed" })),
      ...(band ? [{ label: `${focus.name} in the same week of up to 5 years before: lowest to highest, median dotted`, color: focus.color, shape: "area" }] : []),
      ...others.map(({ label }, place) => ({ label: `${label}, right scale`, color: colors.text, shape: place === 0 ? "dash-dotted" : "dotted" })),
    ],
    series: all.map(({ values, fields, ...series }) => series),
    data: [x, ...all.map(({ values }) => longer(values))],
    bands: band ? [{ series: [1, 2], fill: focus.color + WEAK }] : undefined,
    y: { key: mode, ...unit },
    right: other ? unit : null,
    layers: layersOf(view),
    under: (chart) => {
      backdrop(view, chart);
      lineAt(chart, 0, colors.muted);
    },
    over: (chart) => lines.forEach(({ values, color, fields }) => rings(view, chart, values, color, fields)),
  };
}

export function measurePanel(view) {
  const { weeks, groups, visible, colors, focus, measure } = view;
  const { title, low, high, splits, range, digits } = MEASURES[measure];
  const lines = groups.filter(({ key }) => visible.has(key)).map((group) => ({
    key: measureColumn(measure, group.key), label: group.name, color: group.color, width: group.key === focus.key ? 2 : 1.25,
    values: weeks.measures[measureColumn(measure, group.key)] ?? new Array(weeks.x.length).fill(null), fields: netFields(group.key),
  }));
  const isScore = measure === "zscore";
  return {
    name: "measure", title, height: 170,
    unit: isScore ? "standard deviations from the mean of net" : "of net: 0 is the lowest, 100 the highest",
    keys: [
      ...lines.map(({ label, color }) => ({ label, color })),
      { label: isScore ? "above 2" : "above 80 and 95", color: colors.high, shape: "area" },
      { label: isScore ? "below −2" : "below 20 and 5", color: colors.low, shape: "area" },
    ],
    series: lines.map(({ values, fields, ...series }) => series),
    data: [weeks.x, ...lines.map(({ values }) => values)],
    y: { key: measure, label: isScore ? null : (value) => fixed(value, digits), splits, range },
    layers: layersOf(view),
    under: (chart) => {
      backdrop(view, chart);
      const { min, max } = chart.scales.y;
      low.forEach((level) => fillBetween(chart, min, level, colors.low + WEAK));
      high.forEach((level) => fillBetween(chart, level, max, colors.high + WEAK));
      lineAt(chart, isScore ? 0 : 50, colors.muted, [3, 3]);
    },
    over: (chart) => lines.forEach(({ values, color, fields }) => rings(view, chart, values, color, fields)),
  };
}

/** Bars of a week's bought and sold longs, and of its covered and new shorts, on both sides of zero. */
function drawChanges(chart, weeks, { changeLong, changeShort, change }, focus, colors) {
  const { ctx, bbox, scales } = chart;
  const { min, max } = scales.x;
  const perSecond = bbox.width / (max - min);
  const slot = perSecond * 7 * 86_400;
  const width = Math.max(1, Math.min(slot * 0.7, 14 * devicePixelRatio));
  const zero = chart.valToPos(0, "y", true);
  const unit = chart.valToPos(1, "y", true) - zero;
  const eachWeek = (draw) => {
    for (let i = 0; i < weeks.x.length; i++) {
      if (weeks.x[i] >= min && weeks.x[i] <= max && changeLong[i] !== null && changeShort[i] !== null) {
        draw(bbox.left + (weeks.x[i] - min) * perSecond - width / 2, changeLong[i] * unit, -changeShort[i] * unit);
      }
    }
  };
  const above = (long, short) => zero + (long < 0 === short < 0 ? long : 0);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.setLineDash([]);
  ctx.fillStyle = focus.color;
  eachWeek((left, long) => ctx.fillRect(left, zero, width, long));
  ctx.fillStyle = focus.color + STRONG;
  eachWeek((left, long, short) => ctx.fillRect(left, above(long, short), width, short));
  if (slot > 4 * devicePixelRatio) {
    ctx.lineWidth = devicePixelRatio;
    ctx.strokeStyle = focus.color;
    eachWeek((left, long, short) => ctx.strokeRect(left, above(long, short), width, short));
  }
  if (slot > 8 * devicePixelRatio) {
    ctx.fillStyle = colors.text;
    ctx.strokeStyle = colors.surface;
    eachVisible(chart, weeks.x, change, () => true, (x, y) => {
      ctx.beginPath();
      ctx.arc(x, y, 2.5 * devicePixelRatio, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
    });
  }
  ctx.restore();
}

export function changePanel(view) {
  const { weeks, colors, focus } = view;
  const columns = weeks.groups[focus.key];
  const { up, down } = once(columns, changeExtents);
  return {
    name: "change", title: `Weekly change of ${focus.name}`, unit: "contracts, as published; up raises net", height: 160,
    keys: [
      { label: "Longs: bought up, sold down", color: focus.color, shape: "bar" },
      { label: "Shorts: covered up, new down", color: focus.color, shape: "area" },
      { label: "Net, when zoomed in", color: colors.text, mark: "●" },
    ],
    series: [
      { key: "up", label: "", color: focus.color, isLine: false },
      { key: "down", label: "", color: focus.color, isLine: false },
    ],
    shown: { change_long: columns.changeLong, change_short: columns.changeShort, change: columns.change },
    data: [weeks.x, up, down],
    y: { key: "change", isCompact: true, range: withZero },
    layers: [...layersOf(view), columns],
    under: (chart) => backdrop(view, chart),
    over: (chart) => {
      drawChanges(chart, weeks, columns, focus, colors);
      lineAt(chart, 0, colors.muted);
      rings(view, chart, columns.change, colors.text, [`${focus.key}_change_long`, `${focus.key}_change_short`]);
    },
  };
}

export function interestPanel(view) {
  const { weeks, colors } = view;
  return {
    name: "interest", title: "Open interest", unit: "contracts", height: 130,
    keys: [{ label: "Open interest", color: colors.muted }],
    series: [{ key: "open_interest", label: "Open interest", color: colors.muted }],
    data: [weeks.x, weeks.interest],
    y: { key: "interest", isCompact: true },
    layers: layersOf(view),
    under: (chart) => backdrop(view, chart),
    over: (chart) => rings(view, chart, weeks.interest, colors.muted, ["open_interest"]),
  };
}
