// A chart with its title, the names of its colours, and the ways to take it away: image, file, address.
import { h, useRef, useState } from "../shared/preact.js";
import { download } from "../shared/api.js";
import { Chart } from "../shared/chart.js";
import { AddressField } from "../shared/fields.js";
import { day } from "../shared/format.js";
import { dateOf } from "./series.js";

/** The names of a chart's colours. */
function Keys({ keys }) {
  return h("ul", { class: "keys", "aria-label": "Legend" }, keys.map(({ label, color, mark, shape }) =>
    h("li", { key: label },
      mark
        ? h("span", { class: "key-mark", style: { color }, "aria-hidden": true }, mark)
        : h("span", { class: `key-line ${shape ? `key-${shape}` : ""}`, style: { color }, "aria-hidden": true }),
      label)));
}

function Take({ panel, csv, file, onImage }) {
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState(null);
  const attempt = (action, done) => async () => {
    setSaid(null);
    try {
      await action();
      setSaid({ text: done });
    } catch (failure) {
      setSaid({ isFailure: true, text: `Not saved. ${failure.message}` });
    }
  };
  return h("details", { class: "menu take", open: isOpen, onToggle: (event) => { setOpen(event.target.open); setSaid(null); } },
    h("summary", { "aria-label": `Export: ${panel.title}` }, "Export"),
    isOpen && h("div", { class: "menu-content take-content" },
      h("div", { class: "take-buttons" },
        h("button", { type: "button", onClick: attempt(onImage, "Image saved") }, "Save PNG"),
        h("button", { type: "button", onClick: attempt(() => download(csv, `${file}.csv`), "CSV saved") }, "Save CSV")),
      h("p", { class: `take-said ${said?.isFailure ? "is-failure" : ""}`, role: "status" }, said?.text),
      h(AddressField, { id: `${panel.name}-address`, label: "The same data in the API", url: csv })));
}

/**
 * @param panel as `panels.js` describes it
 * @param csv the address of its data
 * @param market the code, and what the image says: title, report, newest date, "as known on", source
 * @param options a choice beside the title
 */
export function ChartPanel({ panel, timeline, colors, isWide, csv, market, options, children }) {
  const chart = useRef(null);
  const file = `cotinga-${market.code}-${panel.name}`;
  const onImage = async () => (await import("../shared/chart-image.js")).saveImage(chart.current, {
    title: `${market.title} · ${panel.title}${panel.unit ? ` (${panel.unit})` : ""}`,
    subtitle: `${market.report} · ${[timeline.view.min, Math.min(timeline.view.max, market.newest)].map((time) => day(dateOf(time))).join(" to ")}${market.known}`,
    keys: panel.keys, source: market.source, colors, file: `${file}.png`,
  });
  return h("section", { class: "panel chart-panel", "aria-labelledby": `${panel.name}-title` },
    h("div", { class: "chart-head" },
      h("h2", { id: `${panel.name}-title` }, panel.title),
      h("span", { class: "muted unit" }, panel.unit),
      options,
      !panel.isEmpty && h(Take, { panel, csv, file, onImage })),
    children,
    panel.note ? h("p", { class: "chart-note", style: { minHeight: `${panel.isEmpty ? panel.height : 0}px` } }, panel.note) : null,
    !panel.isEmpty && h(Chart, { ...panel, timeline, colors, isWide, chart }),
    h(Keys, { keys: panel.keys }));
}
