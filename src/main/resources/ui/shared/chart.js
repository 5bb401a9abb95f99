// Charts of time series that share one time axis, drawn by uPlot.
//
// For tests and for the console, `window.cotingaCharts` has what each chart shows:
// { [name]: { x: [seconds since 1970], series: { [key]: [number or null] } } }
import { h, useLayoutEffect, useRef } from "./preact.js";
import { tickLabels } from "./format.js";

const { uPlot } = globalThis;
const DAY = 86_400;
const HALF_WEEK = 3.5 * DAY;
const SHORTEST_VIEW = 28 * DAY;
const AXIS_WIDTH = 56;
const RIGHT_WIDTH = 12;
const WIDE_RIGHT_WIDTH = 60;
export const FONT = '11px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif';

const FIRST_TUESDAY = 5 * DAY;
const LABEL_WIDTH = 64;
const MONTHS_FROM_DAYS = 130;
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240];
const STEPS = Array.from({ length: 24 }, (_, i) => [1, 2, 5].map((digit) => Number(`${digit}e${i - 12}`))).flat();
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });

const shown = (globalThis.cotingaCharts = {});
let timelines = 0;

/**
 * The common time axis of charts: the visible range, and the moment that the crosshair is at. Times are seconds since 1970.
 * The crosshair is at one of the `stops`, or at any day where stops are missing: before and after all of them, and in `gaps`.
 */
export class Timeline {
  constructor() {
    this.key = `timeline-${++timelines}`;
    this.charts = new Set();
    this.waiting = new Set();
    this.isQueued = false;
    this.view = { min: 0, max: 1 };
    this.domain = { min: 0, max: 1 };
    this.stops = [];
    /** The stops after which others are missing. */
    this.gaps = new Set();
    /** The moment that the crosshair is at, or null. */
    this.time = null;
    /** Gets the moment that the crosshair is at, or null. */
    this.onMove = () => {};
    /** Gets the range that somebody chose by zooming, or null for the one to start with. */
    this.onZoom = () => {};
    /** Is called when the charts within the window are drawn. */
    this.onDrawn = () => {};
  }

  /** Draws charts: those within the window before the next frame, the others after it. */
  draw(...charts) {
    charts.forEach((chart) => this.waiting.add(chart));
    if (this.isQueued) {
      return;
    }
    this.isQueued = true;
    queueMicrotask(() => {
      this.isQueued = false;
      this.waiting.forEach((chart) => chart.measure());
      this.drawNow([...this.waiting].filter((chart) => chart.isVisible));
      queueMicrotask(() => this.onDrawn());
      setTimeout(() => this.drawNow(this.waiting));
    });
  }

  drawNow(charts) {
    for (const chart of charts) {
      this.waiting.delete(chart);
      chart.draw();
    }
  }

  /** Shows a range, without reporting it. */
  show(min, max) {
    if (min === this.view.min && max === this.view.max) {
      return;
    }
    this.view = { min, max };
    this.draw(...this.charts);
  }

  /** Shows a range within the domain, and reports it. */
  zoom(min, max) {
    const length = Math.min(Math.max(max - min, SHORTEST_VIEW), this.domain.max - this.domain.min);
    const start = Math.min(Math.max((min + max - length) / 2, this.domain.min), this.domain.max - length);
    this.show(start, start + length);
    this.onZoom(this.view);
  }

  /** Makes the range longer or shorter around a moment. */
  scale(factor, center = (this.view.min + this.view.max) / 2) {
    this.zoom(center - (center - this.view.min) * factor, center + (this.view.max - center) * factor);
  }

  /** Moves the range by a share of its length. */
  pan(share) {
    const by = (this.view.max - this.view.min) * share;
    this.zoom(this.view.min + by, this.view.max + by);
  }

  reset() {
    this.onZoom(null);
  }

  /** The index of the stop that is nearest to a moment; null without stops. */
  nearest(time) {
    const { stops } = this;
    if (stops.length === 0) {
      return null;
    }
    let low = 0;
    let high = stops.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (stops[middle] < time) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return time - stops[low] < stops[high] - time ? low : high;
  }

  /** Where the crosshair stands for a moment: at the nearest stop, or at the day itself where stops are missing. */
  settle(time) {
    const index = this.nearest(time);
    const stop = this.stops[index];
    const isMissing = time < stop ? index === 0 || this.gaps.has(this.stops[index - 1]) : index === this.stops.length - 1 || this.gaps.has(stop);
    return index === null || (isMissing && Math.abs(time - stop) > HALF_WEEK) ? Math.round(time / DAY) * DAY : stop;
  }

  /** Sets the crosshair to a stop; null hides it. */
  moveTo(index) {
    if (index === null) {
      this.setCursor(() => -10);
      return;
    }
    const time = this.stops[index];
    const { min, max } = this.view;
    const toCursor = () => this.setCursor((plot) => plot.valToPos(time, "x"));
    this.moved(time);
    if (time < min || time > max) {
      const by = time < min ? time - min - 7 * DAY : time - max + 7 * DAY;
      this.zoom(min + by, max + by);
      setTimeout(toCursor); // the charts are drawn until then
    } else {
      toCursor();
    }
  }

  setCursor(left) {
    const plot = [...this.charts].find((chart) => chart.isVisible && chart.plot)?.plot;
    plot?.setCursor({ left: left(plot), top: 8 }, true, true);
  }

  moved(time) {
    if (time !== this.time) {
      this.time = time;
      this.onMove(time);
    }
  }
}

/** The colours that a chart needs beside those of its series. */
export function theme() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries(["surface", "raised", "text", "muted", "line", "accent", "low", "high"].map((name) => [name, color(name)]));
}

/** Keeps points where a line would be invisible: values without a neighbour. */
function lonePoints(chart, series) {
  const values = chart.data[series];
  const [first, last] = chart.series[0].idxs;
  const lone = [];
  for (let i = first; i <= last; i++) {
    if (values[i] != null && values[i - 1] == null && values[i + 1] == null) {
      lone.push(i);
    }
  }
  return lone.length > 0 ? lone : null;
}

function seriesOptions({ label, color, width = 1.5, dash, fill, scale = "y", isLine = true, spanGaps = false }) {
  return {
    label, stroke: color, width, dash, fill, scale, spanGaps,
    points: isLine ? { show: false, filter: lonePoints, size: 5, fill: color } : { show: false },
    ...(isLine ? {} : { paths: () => null }),
  };
}

/** The starts of months (or Tuesdays, if only weeks are visible) that fit below a chart. */
function timeSplits(chart, _, min, max) {
  const most = Math.max(2, chart.bbox.width / devicePixelRatio / LABEL_WIDTH);
  const splits = [];
  if ((max - min) / DAY < MONTHS_FROM_DAYS) {
    const step = 7 * Math.ceil((max - min) / DAY / 7 / most) * DAY;
    for (let time = Math.ceil((min - FIRST_TUESDAY) / step) * step + FIRST_TUESDAY; time <= max; time += step) {
      splits.push(time);
    }
    return splits;
  }
  const months = (max - min) / DAY / 30.44;
  const step = MONTH_STEPS.find((candidate) => months / candidate <= most) ?? MONTH_STEPS[MONTH_STEPS.length - 1];
  const year = new Date(min * 1000).getUTCFullYear();
  const month = (number) => Date.UTC(1970, number) / 1000;
  for (let number = Math.floor((year * 12) / step) * step - 1970 * 12; month(number) <= max; number += step) {
    if (month(number) >= min) {
      splits.push(month(number));
    }
  }
  return splits;
}

/** Months and years, or days if one of the times is not the start of a month. */
function timeLabels(_, times) {
  const dates = times.map((time) => new Date(time * 1000));
  const areDays = dates.some((date) => date.getUTCDate() > 1);
  return dates.map((date) => {
    const month = MONTH.format(date);
    return areDays ? `${date.getUTCDate()} ${month}` : date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : month;
  });
}

/** The range of a scale: its values, and some space around them. */
function around(_, min, max) {
  const margin = (max - min) * 0.07 || Math.abs(max) * 0.07 || 1;
  return [(min ?? 0) - margin, (max ?? 0) + margin];
}

/**
 * The range of a scale beside another one: both include zero, at the same height, and what is visible of their series. The part below zero
 * is the larger one of the two.
 */
export function alignedRange({ data, series }, timeline, scale) {
  const { min, max } = timeline.view;
  const extents = { y: [0, 0], right: [0, 0] };
  for (let place = 1; place < data.length; place++) {
    const extent = extents[series[place].scale];
    data[place].forEach((value, i) => {
      if (value != null && data[0][i] >= min && data[0][i] <= max) {
        extent[0] = Math.min(extent[0], value);
        extent[1] = Math.max(extent[1], value);
      }
    });
  }
  const sizes = Object.fromEntries(Object.entries(extents).map(([name, [low, high]]) => [name, Math.max(-low, high) || 1]));
  const low = Math.min(...Object.entries(extents).map(([name, extent]) => extent[0] / sizes[name]));
  const high = Math.max(...Object.entries(extents).map(([name, extent]) => extent[1] / sizes[name]));
  const margin = (high - low) * 0.07 || 1;
  return [(low - margin) * sizes[scale], (high + margin) * sizes[scale]];
}

/** The labels of values: what the axis makes of them, or digits as its steps need. */
function labels({ label, isCompact, unit = "" }) {
  return (_, values, __, ___, step) => (label ? values.map(label) : tickLabels(values, step, isCompact).map((text) => text + unit));
}

function axes(colors, y, right, height) {
  const common = { stroke: colors.muted, font: FONT, ticks: { show: false } };
  const space = Math.min(27, height / 6.5); // low charts have two labels at least
  const grid = { stroke: colors.line, width: 1 };
  return [
    { ...common, grid, size: 22, gap: 4, splits: timeSplits, values: timeLabels },
    { ...common, grid, size: AXIS_WIDTH, gap: 6, space, splits: y.splits, incrs: STEPS, values: labels(y) },
    ...(right ? [{ ...common, scale: "right", side: 1, grid: { show: false }, size: WIDE_RIGHT_WIDTH, gap: 6, space, incrs: STEPS, values: labels(right) }] : []),
  ];
}

function options({ timeline, series, y, right, isWide, bands, colors, current }, width, height) {
  const settled = (chart, left) => timeline.settle(chart.posToVal(left, "x"));
  const snap = (chart, left, top) => [left < 0 ? left : chart.valToPos(settled(chart, left), "x"), top];
  const alignedOf = (scale) => (chart) => alignedRange(chart, timeline, scale);
  const select = (chart) => {
    const { left, width: selected } = chart.select;
    if (selected > 3 && chart.cursor.event?.type === "mouseup") {
      timeline.zoom(chart.posToVal(left, "x"), chart.posToVal(left + selected, "x"));
    }
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  };
  return {
    width, height,
    padding: [8, right ? 0 : isWide ? WIDE_RIGHT_WIDTH : RIGHT_WIDTH, 0, 0],
    legend: { show: false },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    scales: { x: { time: true, ...timeline.view }, y: { range: right ? alignedOf("y") : y.range ?? around }, ...(right ? { right: { range: alignedOf("right") } } : {}) },
    series: [{}, ...series.map(seriesOptions)],
    axes: axes(colors, y, right, height),
    bands,
    cursor: {
      y: false, move: snap,
      dataIdx: (chart, place, nearest, time) => (place === 0 || Math.abs(chart.data[0][nearest] - time) <= HALF_WEEK ? nearest : null),
      points: { size: (_, index) => (series[index - 1].isLine === false ? 0 : 9), width: 1.5, stroke: colors.surface, fill: (_, index) => series[index - 1].color },
      drag: { x: true, y: false, setScale: false, dist: 4 },
      bind: { dblclick: () => () => timeline.reset() },
      sync: { key: timeline.key, scales: ["x", null], setSeries: false },
    },
    hooks: {
      drawClear: [(chart) => current.current.under?.(chart)],
      draw: [(chart) => current.current.over?.(chart)],
      setSelect: [select],
      setCursor: [(chart) => timeline.moved(chart.cursor.left < 0 ? null : settled(chart, chart.cursor.left))],
    },
  };
}

function isSame(one, other) {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}

/** The uPlot of a chart, which is made when it is first drawn. */
class Drawing {
  constructor(element, current) {
    this.element = element;
    this.current = current;
    this.plot = null;
    this.isVisible = false;
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(element);
  }

  measure() {
    const { top, bottom } = this.element.getBoundingClientRect();
    this.isVisible = bottom > 0 && top < innerHeight;
    this.width = this.element.clientWidth;
  }

  fit() {
    const width = this.element.clientWidth;
    if (this.plot && width && width !== this.plot.width) {
      this.plot.setSize({ width, height: this.plot.height });
    }
  }

  isCurrent() {
    const { data, layers } = this.current.current;
    return this.plot !== null && isSame(this.data, data) && isSame(this.layers, layers);
  }

  draw() {
    const { timeline, data, layers, height, chart } = this.current.current;
    if (this.plot === null) {
      this.plot = chart.current = new uPlot(options({ ...this.current.current, current: this.current }, this.width, height), data, this.element);
    } else if (!isSame(this.data, data)) {
      this.plot.batch(() => {
        this.plot.setData(data, false);
        this.plot.setScale("x", timeline.view);
      });
    } else if (this.view !== timeline.view) {
      this.plot.setScale("x", timeline.view);
    } else if (!isSame(this.layers, layers)) {
      this.plot.redraw(false, false);
    }
    Object.assign(this, { data, layers, view: timeline.view });
  }

  destroy() {
    this.observer.disconnect();
    this.plot?.destroy();
    this.current.current.chart.current = null;
  }
}

/**
 * A chart on a timeline.
 *
 * @param name its key in `window.cotingaCharts`
 * @param series each with `key`, `label`, `color`; optional `width`, `dash`, `fill`, `scale` ("right"), `spanGaps`, `isLine` (false: only
 *     sets the range)
 * @param data the times, and the values of each series
 * @param shown what `window.cotingaCharts` has instead of the series
 * @param y `isCompact` for labels such as 20k, `unit` behind them, or `label` of a value; optional `range` and `splits` as in uPlot;
 *     `right` the same for a second axis, whose zero is at the height of the first one's
 * @param isWide whether another chart of the timeline has a second axis, so that the time axes stay aligned
 * @param under draws below the series, `over` above them; both get the uPlot
 * @param layers what these two draw: they draw again when one of these values is another
 * @param chart a reference that gets the uPlot
 */
export function Chart(properties) {
  const { name, timeline, series, data, shown: values, y, right, isWide, bands, layers, colors, height } = properties;
  const element = useRef(null);
  const current = useRef(properties);
  const drawing = useRef(null);
  current.current = properties;
  const structure = JSON.stringify([colors, isWide, right, y.key, height, bands?.map((band) => band.series), series]);

  useLayoutEffect(() => {
    const chart = drawing.current = new Drawing(element.current, current);
    timeline.charts.add(chart);
    return () => {
      timeline.charts.delete(chart);
      timeline.waiting.delete(chart);
      chart.destroy();
    };
  }, [structure]);

  useLayoutEffect(() => {
    if (!drawing.current.isCurrent()) {
      timeline.draw(drawing.current);
    }
    shown[name] = { x: data[0], series: values ?? Object.fromEntries(series.map(({ key }, index) => [key, data[index + 1]])) };
  });

  useLayoutEffect(() => () => delete shown[name], []);

  return h("div", { ref: element, class: "chart", "data-panel": name, style: { height: `${height}px` } });
}

/** Fills the area between two values. */
export function fillBetween(chart, from, to, color) {
  const { ctx, bbox } = chart;
  const top = Math.max(chart.valToPos(Math.max(from, to), "y", true), bbox.top);
  const bottom = Math.min(chart.valToPos(Math.min(from, to), "y", true), bbox.top + bbox.height);
  if (bottom > top) {
    ctx.fillStyle = color;
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  }
}

/** Fills the area between two moments, as far as it is visible. */
export function fillTime(chart, from, to, color) {
  const { ctx, bbox } = chart;
  const left = Math.max(chart.valToPos(from, "x", true), bbox.left);
  const right = Math.min(chart.valToPos(to, "x", true), bbox.left + bbox.width);
  if (right > left) {
    ctx.fillStyle = color;
    ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
}

/** Draws a horizontal line at a value. */
export function lineAt(chart, value, color, dash = []) {
  const { left, top, width, height } = chart.bbox;
  const y = Math.round(chart.valToPos(value, "y", true)) + 0.5;
  if (y >= top && y <= top + height) {
    strokeLine(chart.ctx, [left, y], [left + width, y], color, dash);
  }
}

/** Draws a vertical line at a moment. */
export function lineAtTime(chart, time, color, dash = []) {
  const { left, top, width, height } = chart.bbox;
  const x = Math.round(chart.valToPos(time, "x", true)) + 0.5;
  if (x >= left && x <= left + width) {
    strokeLine(chart.ctx, [x, top], [x, top + height], color, dash);
  }
}

function strokeLine(context, from, to, color, dash) {
  context.save();
  context.strokeStyle = color;
  context.lineWidth = devicePixelRatio;
  context.setLineDash(dash.map((length) => length * devicePixelRatio));
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
  context.restore();
}

/** Calls a function with the place of each visible value that is wanted, in pixels of the canvas. */
export function eachVisible(chart, times, values, isWanted, draw) {
  const { min, max } = chart.scales.x;
  for (let i = 0; i < times.length; i++) {
    if (times[i] >= min && times[i] <= max && values[i] != null && isWanted(i)) {
      draw(chart.valToPos(times[i], "x", true), chart.valToPos(values[i], "y", true), i);
    }
  }
}
