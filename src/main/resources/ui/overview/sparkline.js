// A small line of the net position; zero is a thin grey line when it is in the range.
import { h } from "../shared/preact.js";

const WIDTH = 112;
const HEIGHT = 24;
const EDGE = 2;
const WEEKS = 53;

/** Moves and lines of an SVG path, whose right edge is the newest week; a missing value interrupts the line. */
export function pathOf(values, width, height) {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) {
    return { line: "", zero: null, last: null };
  }
  const least = Math.min(...known);
  const span = Math.max(...known) - least;
  const x = (index) => Math.round((width - EDGE - ((values.length - 1 - index) / (WEEKS - 1)) * (width - 2 * EDGE)) * 10) / 10;
  const y = (value) => Math.round((height - EDGE - (span === 0 ? 0.5 : (value - least) / span) * (height - 2 * EDGE)) * 10) / 10;
  let line = "";
  let isDrawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      isDrawing = false;
    } else {
      line += `${isDrawing ? "L" : "M"}${x(index)} ${y(value)}`;
      isDrawing = true;
    }
  });
  const end = values.length - 1;
  return {
    line,
    zero: least <= 0 && least + span >= 0 ? y(0) : null,
    last: values[end] === null ? null : { x: x(end), y: y(values[end]) },
  };
}

export function Sparkline({ values, label }) {
  const { line, zero, last } = pathOf(values, WIDTH, HEIGHT);
  return h("svg", { class: "sparkline", width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label },
    h("title", null, label),
    zero !== null && h("line", { class: "zero", x1: 0, x2: WIDTH, y1: zero, y2: zero }),
    h("path", { d: line }),
    last && h("circle", { cx: last.x, cy: last.y, r: 2 }));
}
