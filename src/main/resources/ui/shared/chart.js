// Charts of time series that share one time axis, drawn by uPlot.
//
// For tests and for the console, `window.cotingaCharts` has what each chart shows:
// { [name]: { x: [seconds since 1970], series: { [key]: [number or null] } } }
import { h, useLayoutEffect, useRef } from "./preact.js";
import { saveAs } from "./api.js";

const { uPlot } = globalThis;
const DAY = 86_400;
const SHORTEST_VIEW = 28 * DAY;
const AXIS_WIDTH = 56;
const RIGHT_WIDTH = 12;
const WIDE_RIGHT_WIDTH = 60;
const FONT = '11px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif';

const FIRST_TUESDAY = 5 * DAY;
const LABEL_WIDTH = 64;
const MONTHS_FROM_DAYS = 130;
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240];
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });

const shown = (globalThis.cotingaCharts = {});
let timelines = 0;

/**
 * The common time axis of charts: the visible range, and the moment that the crosshair is at. Times are seconds since 1970.
 * The crosshair stops only at `stops`, the indexes of which it reports.
 */
export class Timeline {
  constructor() {
    this.key = `timeline-${++timelines}`;
    this.charts = new Set();
    this.view = { min: 0, max: 1 };
    this.domain = { min: 0, max: 1 };
    this.stops = [];
    this.index = null;
    /** Gets the index of the stop that the crosshair is at, or null. */
    this.onMove = () => {};
    /** Gets the range that somebody chose by zooming, or null for the one to start with. */
    this.onZoom = () => {};
  }

  /** Shows a range, without reporting it. */
  show(min, max) {
    if (min === this.view.min && max === this.view.max) {
      return;
    }
    this.view = { min, max };
    this.charts.forEach((chart) => chart.setScale("x", this.view));
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

  /** Sets the crosshair to a stop; null hides it. */
  moveTo(index) {
    const [chart] = this.charts;
    if (index === null) {
      chart?.setCursor({ left: -10, top: -10 }, true, true);
      return;
    }
    const time = this.stops[index];
    const { min, max } = this.view;
    if (time < min || time > max) {
      const by = time < min ? time - min - 7 * DAY : time - max + 7 * DAY;
      this.zoom(min + by, max + by);
    }
    chart?.setCursor({ left: chart.valToPos(time, "x"), top: 8 }, true, true);
    this.moved(index);
  }

  moved(index) {
    if (index !== this.index) {
      this.index = index;
      this.onMove(index);
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

function seriesOptions({ label, color, width = 1.5, dash, fill, scale = "y", isLine = true }) {
  return {
    label, stroke: color, width, dash, fill, scale, spanGaps: false,
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

function timeLabel(time) {
  const date = new Date(time * 1000);
  const month = MONTH.format(date);
  return date.getUTCDate() > 1 ? `${date.getUTCDate()} ${month}` : date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : month;
}

function axes(colors, y, right) {
  const common = { stroke: colors.muted, font: FONT, ticks: { show: false } };
  const grid = { stroke: colors.line, width: 1 };
  return [
    { ...common, grid, size: 22, gap: 4, splits: timeSplits, values: (_, times) => times.map(timeLabel) },
    { ...common, grid, size: AXIS_WIDTH, gap: 6, space: 32, values: (_, values) => values.map(y.format), splits: y.splits },
    ...(right ? [{ ...common, scale: "right", side: 1, grid: { show: false }, size: WIDE_RIGHT_WIDTH, gap: 6, space: 32, values: (_, values) => values.map(right.format) }] : []),
  ];
}

function options({ timeline, series, y, right, isWide, bands, colors, current }, width, height) {
  const snap = (chart, left, top) => {
    const index = left < 0 ? null : timeline.nearest(chart.posToVal(left, "x"));
    return index === null ? [left, top] : [chart.valToPos(timeline.stops[index], "x"), top];
  };
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
    scales: { x: { time: true, ...timeline.view }, y: { range: y.range }, ...(right ? { right: {} } : {}) },
    series: [{}, ...series.map(seriesOptions)],
    axes: axes(colors, y, right),
    bands,
    cursor: {
      y: false, move: snap,
      points: { size: (_, index) => (series[index - 1].isLine === false ? 0 : 9), width: 1.5, stroke: colors.surface, fill: (_, index) => series[index - 1].color },
      drag: { x: true, y: false, setScale: false, dist: 4 },
      bind: { dblclick: () => () => timeline.reset() },
      sync: { key: timeline.key, scales: ["x", null], setSeries: false },
    },
    hooks: {
      drawClear: [(chart) => current.current.under?.(chart)],
      draw: [(chart) => current.current.over?.(chart)],
      setSelect: [select],
      setCursor: [(chart) => timeline.moved(chart.cursor.left < 0 ? null : timeline.nearest(chart.posToVal(chart.cursor.left, "x")))],
    },
  };
}

/**
 * A chart on a timeline.
 *
 * @param name its key in `window.cotingaCharts`
 * @param series each with `key`, `label`, `color`; optional `width`, `dash`, `fill`, `scale` ("right"), `isLine` (false: only sets the range)
 * @param data the times, and the values of each series
 * @param shown what `window.cotingaCharts` has instead of the series
 * @param y `format` of a value, optional `range` and `splits` as in uPlot; `right` the same for a second axis
 * @param isWide whether another chart of the timeline has a second axis, so that the time axes stay aligned
 * @param under draws below the series, `over` above them; both get the uPlot, and are drawn again when `over` is another function
 * @param chart a reference that gets the uPlot
 */
export function Chart(properties) {
  const { name, timeline, series, data, shown: values, y, right, isWide, bands, over, colors, height, chart } = properties;
  const element = useRef(null);
  const current = useRef(properties);
  const drawn = useRef(null);
  const layer = useRef(over);
  current.current = properties;
  const structure = JSON.stringify([colors, isWide, Boolean(right), y.key, height, bands?.map((band) => band.series), series]);

  useLayoutEffect(() => {
    const plot = new uPlot(options({ timeline, series, y, right, isWide, bands, colors, current }, element.current.clientWidth, height), data, element.current);
    chart.current = plot;
    drawn.current = data;
    timeline.charts.add(plot);
    const observer = new ResizeObserver(() => {
      const width = element.current?.clientWidth;
      if (width && width !== plot.width) {
        plot.setSize({ width, height });
      }
    });
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      timeline.charts.delete(plot);
      chart.current = null;
      plot.destroy();
    };
  }, [structure]);

  useLayoutEffect(() => {
    const plot = chart.current;
    if (drawn.current !== data) {
      drawn.current = data;
      plot.batch(() => {
        plot.setData(data, false);
        plot.setScale("x", timeline.view);
      });
    } else if (layer.current !== over) {
      plot.redraw(false, false);
    }
    layer.current = over;
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

/** Saves a chart as an image with its title, the names of its colours and where the numbers come from. */
export function saveImage(chart, { title, keys, source, colors, file }) {
  const scale = devicePixelRatio;
  const head = 56 * scale;
  const foot = 24 * scale;
  const plot = chart.ctx.canvas;
  const canvas = document.createElement("canvas");
  canvas.width = plot.width;
  canvas.height = plot.height + head + foot;
  const context = canvas.getContext("2d");
  const font = FONT.slice(FONT.indexOf("px") + 2);
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(plot, 0, head);
  context.fillStyle = colors.text;
  context.font = `600 ${14 * scale}px${font}`;
  context.fillText(title, 12 * scale, 22 * scale);
  context.font = `${11 * scale}px${font}`;
  let x = 12 * scale;
  for (const { label, color } of keys) {
    context.fillStyle = color;
    context.fillRect(x, 37 * scale, 10 * scale, 4 * scale);
    context.fillStyle = colors.muted;
    context.fillText(label, x + 15 * scale, 43 * scale);
    x += context.measureText(label).width + 32 * scale;
  }
  context.fillStyle = colors.muted;
  context.fillText(source, 12 * scale, canvas.height - 9 * scale);
  canvas.toBlob((blob) => saveAs(URL.createObjectURL(blob), file));
}
