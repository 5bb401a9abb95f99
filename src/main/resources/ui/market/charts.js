// The panels on one time axis, with their options, and what the keyboard and the wheel do to them.
import { h, useEffect, useMemo, useRef } from "../shared/preact.js";
import { Choice } from "../shared/choice.js";
import { change } from "../shared/router.js";
import { ChartPanel } from "./chart-panel.js";
import { OtherMarket } from "./other-market.js";
import { changePanel, interestPanel, MEASURES, measureColumn, measurePanel, positionsPanel, pricePanel } from "./panels.js";
import { Readout } from "./readout.js";
import { isPreset } from "./series.js";

const RANGES = ["1Y", "3Y", "5Y", "10Y", "Max"].map((range) => [range, range]);
const VIEWS = [["net", "Net"], ["pct_oi", "% of open interest"], ["longshort", "Longs and shorts"]];
const QUARTER = 13;
const ZOOM = 1.25;
const SHELLS = [["Price", 200, false], ["Net positions", 260, true], ["Index over 156 weeks", 170, false], ["Weekly change", 160, false], ["Open interest", 130, false]];

/** Panels of the height that the charts will have. */
export function ChartShells() {
  return h("div", { class: "chart-page", role: "status", "aria-label": "Loading" },
    h("div", { class: "chart-tools" }, h(Choice, { label: "Range", options: RANGES, value: null, onChoose: () => {} })),
    h("div", { class: "readout panel" }, h("div", { class: "skeleton-line readout-shell" })),
    h("div", { class: "charts" }, SHELLS.map(([title, height, hasOptions]) => h("div", { key: title, class: "panel chart-panel" },
      h("div", { class: "chart-head" }, h("h2", null, title)),
      hasOptions && h("div", { class: "chart-options" }),
      h("div", { class: "skeleton-line", style: { height: `${height}px` } }),
      h("ul", { class: "keys" }, h("li", null, "\u00a0"))))));
}

function GroupToggles({ groups, visible }) {
  const toggle = (key) => {
    const chosen = groups.map((group) => group.key).filter((other) => (other === key ? !visible.has(key) : visible.has(other)));
    change({ groups: chosen.length > 0 ? chosen.join(",") : key });
  };
  return h("div", { class: "toggles", role: "group", "aria-label": "Groups" }, groups.map((group) =>
    h("button", { key: group.key, type: "button", class: "toggle", "aria-pressed": visible.has(group.key), onClick: () => toggle(group.key) },
      h("span", { class: "dot", style: { background: group.color } }), group.name)));
}

function FocusChoice({ groups, focus, speculative }) {
  return h("label", null, h("span", { class: "muted" }, "Group "),
    h("select", { value: focus.key, onChange: (event) => change({ focus: event.target.value === speculative.key ? null : event.target.value }) },
      groups.map((group) => h("option", { key: group.key, value: group.key }, group.name))));
}

function PositionOptions({ view, parameters }) {
  const { groups, visible, focus, speculative, mode, other } = view;
  return h("div", { class: "chart-options" },
    mode === "longshort" ? h(FocusChoice, { groups, focus, speculative }) : h(GroupToggles, { groups, visible }),
    mode !== "longshort" && h("label", { class: "check" },
      h("input", { type: "checkbox", checked: parameters.seasonal === "1", onChange: (event) => change({ seasonal: event.target.checked ? "1" : null }) }),
      "Seasonal band"),
    h(OtherMarket, { code: parameters.other, other, onChoose: (code) => change({ other: code }) }));
}

/** Zooms with Ctrl and the wheel (or two fingers), and moves with a horizontal wheel; the plain wheel scrolls the page. */
function useWheel(element, timeline) {
  useEffect(() => {
    const onWheel = (event) => {
      const isZoom = event.ctrlKey || event.metaKey;
      const across = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      const plot = event.target.closest(".u-over");
      if (!plot || (!isZoom && Math.abs(across) <= Math.abs(event.shiftKey ? 0 : event.deltaY))) {
        return;
      }
      event.preventDefault();
      const { left, width } = plot.getBoundingClientRect();
      if (isZoom) {
        const { min, max } = timeline.view;
        timeline.scale(event.deltaY > 0 ? ZOOM : 1 / ZOOM, min + ((max - min) * (event.clientX - left)) / width);
      } else {
        timeline.pan(across / width);
      }
    };
    const node = element.current;
    node.addEventListener("wheel", onWheel, { passive: false });
    return () => node.removeEventListener("wheel", onWheel);
  }, []);
}

/** What a key does to the timeline; null if nothing. */
function keyAction(key, timeline) {
  const last = timeline.stops.length - 1;
  const at = timeline.time === null ? last : timeline.nearest(timeline.time);
  const to = (index) => () => timeline.moveTo(Math.min(Math.max(index, 0), last));
  return {
    ArrowLeft: to(at - 1), ArrowRight: to(at + 1), PageUp: to(at - QUARTER), PageDown: to(at + QUARTER), Home: to(0), End: to(last),
    "+": () => timeline.scale(1 / ZOOM), "-": () => timeline.scale(ZOOM), 0: () => timeline.reset(), Escape: () => timeline.moveTo(null),
  }[key] ?? null;
}

const OTHER_FIELDS = { net: [["net", ""]], pct_oi: [["pct_net_oi", ""]], longshort: [["long", " long"], ["short", " short"]] };

/** The other market's values in the chosen view, week by week: one or two lines. */
function otherLines({ weeks, mode, other }) {
  return OTHER_FIELDS[mode].map(([field, name]) => ({
    key: `other_${field}`, label: other.name + name, values: weeks.rows.map((week) => (week === null ? null : other.valueOf(week.date, field))),
  }));
}

/** The panels, and the view that they are made from: it has the lines of the other market. */
function makePanels(view) {
  const shown = { ...view, other: view.other && { ...view.other, lines: otherLines(view) } };
  const price = pricePanel(shown);
  if (view.bars.x.length === 0) {
    Object.assign(price, { isEmpty: true, keys: [], note: "There are no prices for this market. The positions below do not need them." });
  }
  const measure = Object.assign(measurePanel(shown), { note: measureNote(view) });
  return { shown, price, positions: positionsPanel(shown), measure, change: changePanel(shown), interest: interestPanel(shown) };
}

export function Charts({ view, timeline, parameters, addresses, market }) {
  const area = useRef(null);
  const isKeyboard = useRef(false);
  useWheel(area, timeline);
  const panels = useMemo(() => makePanels(view), [view]);
  const { shown } = panels;
  const { weeks, groups, focus, speculative, measure, mode, revised } = shown;
  const range = parameters.range ?? "5Y";

  const onKeyDown = (event) => {
    const action = event.target === event.currentTarget && !event.ctrlKey && !event.metaKey && !event.altKey ? keyAction(event.key, timeline) : null;
    if (action) {
      event.preventDefault();
      isKeyboard.current = true;
      action();
    }
  };
  const panel = (name, options, children) =>
    h(ChartPanel, { key: name, panel: panels[name], timeline, colors: view.colors, isWide: Boolean(shown.other), csv: addresses[name], market, options }, children);

  return h("div", { class: "chart-page" },
    h("div", { class: "chart-tools" },
      h(Choice, { label: "Range", options: RANGES, value: isPreset(range) ? range : null, onChoose: (chosen) => change({ range: chosen === "5Y" ? null : chosen }) }),
      !isPreset(range) && h("button", { type: "button", onClick: () => timeline.reset() }, "Reset zoom")),
    h(Readout, { timeline, view: shown, isKeyboard }),
    h("div", {
      ref: area, class: "charts", tabindex: 0, role: "group", "aria-label": "Charts", "aria-describedby": "charts-help",
      onKeyDown, onPointerMove: () => { isKeyboard.current = false; },
    },
      panel("price"),
      panel("positions",
        h(Choice, { label: "View", options: VIEWS, value: mode, onChoose: (chosen) => change({ view: chosen === "net" ? null : chosen }) }),
        h(PositionOptions, { view: shown, parameters })),
      panel("measure", h(Choice, {
        label: "Measure", options: Object.entries(MEASURES).map(([key, { name }]) => [key, name]), value: measure,
        onChoose: (chosen) => change({ measure: chosen === "index" ? null : chosen }),
      })),
      panel("change", h(FocusChoice, { groups, focus, speculative })),
      panel("interest"),
      h("p", { id: "charts-help", class: "muted small charts-help" },
        matchMedia("(pointer: coarse)").matches ? "Tap a chart to see the values of that week." : "Drag to zoom, or Ctrl and wheel; double-click resets. Keys: ← → one week, Page ↑ ↓ a quarter, + − zoom, 0 reset.",
        weeks.gaps.length > 0 && " Grey: weeks without a report.",
        shown.knownTime !== null && " Dashed line: the chosen day; grey behind it: not yet known.",
        revised.size > 0 && " Ring: a value that was revised after its publication.")));
}

/** Says why a measure is not drawn. */
function measureNote({ weeks, groups, visible, measure }) {
  const shown = groups.filter(({ key }) => visible.has(key)).map(({ key }) => weeks.measures[measureColumn(measure, key)]).filter(Boolean);
  return shown.length === 0 || shown.some((values) => values.some((value) => value !== null)) ? null : `No ${MEASURES[measure].name.toLowerCase()} yet: ${weeks.rows.filter(Boolean).length} of 156 weeks.`;
}
