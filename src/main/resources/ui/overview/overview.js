// The first page: all markets as a heat map, and what stands out this week. One request for everything.
import { h, useMemo } from "../shared/preact.js";
import { address, useData } from "../shared/api.js";
import { change } from "../shared/router.js";
import { Choice } from "../shared/choice.js";
import { day } from "../shared/format.js";
import { useDark } from "../shared/frame.js";
import { Failure, Skeleton, StaleNotice } from "../shared/states.js";
import { HeatMap, Legend } from "./heat-map.js";
import { Highlights } from "./highlights.js";
import { FirstStart } from "./first-start.js";
import { sectors } from "./sectors.js";

const MEASURES = [["index", "3-year index"], ["percentile", "Percentile"], ["zscore", "Z-score"]];
const SUBTYPES = [["fo", "Futures only"], ["co", "With options"]];

export function Overview({ parameters }) {
  const measure = MEASURES.some(([key]) => key === parameters.measure) ? parameters.measure : "index";
  const subtype = parameters.subtype === "co" ? "co" : "fo";
  const withLagging = parameters.lagging === "1";
  const { data, problem, isPrevious } = useData(address("cot/overview", { subtype, known_at: parameters.known_at }));
  useDark();
  const shown = useMemo(() => (data ? sectors(data.markets, withLagging) : []), [data, withLagging]);

  if (!data) {
    return problem ? h(problem.status === 503 ? FirstStart : Failure, { problem }) : h(Skeleton, { lines: 20 });
  }
  if (data.markets.length === 0) {
    return h("section", { class: "failure" },
      h("h1", null, "No report yet"),
      h("p", null, parameters.known_at ? `No report was published by ${day(parameters.known_at.slice(0, 10))}.` : "No report of this kind is published."),
      parameters.known_at && h("button", { type: "button", onClick: () => change({ known_at: null }) }, "Back to now"));
  }
  const lagging = data.markets.filter((market) => market.weeks_behind > 0).length;
  return [
    h("h1", { key: "title", class: "hidden" }, "Overview"),
    problem && h(StaleNotice, { key: "problem", problem }),
    parameters.known_at && h("p", { key: "known", class: "notice info" },
      `As known on ${day(parameters.known_at.slice(0, 10))}. `,
      h("button", { type: "button", onClick: () => change({ known_at: null }) }, "Back to now")),
    h("div", { key: "toolbar", class: "toolbar" },
      h(Choice, { label: "Measure", options: MEASURES, value: measure, onChoose: (value) => change({ measure: value === "index" ? null : value }) }),
      h(Choice, { label: "Positions", options: SUBTYPES, value: subtype, onChoose: (value) => change({ subtype: value === "fo" ? null : value }) }),
      lagging > 0 && h("label", null,
        h("input", { type: "checkbox", checked: withLagging, onChange: (event) => change({ lagging: event.target.checked ? "1" : null }) }),
        ` Show ${lagging} that lag`),
      h(KnownAt, { value: parameters.known_at }),
      h(Legend, { measure })),
    h("div", { key: "body", class: `overview ${isPrevious ? "is-previous" : ""}` },
      h(HeatMap, { sectors: shown, measure, knownAt: parameters.known_at, opened: (parameters.open ?? "").split(",").filter(Boolean) }),
      h(Highlights, { overview: data, knownAt: parameters.known_at })),
  ];
}

/** Shows the overview as it was known on a day. */
function KnownAt({ value }) {
  const today = new Date().toISOString().slice(0, 10);
  return h("label", { class: "overview-day" }, "As known on ",
    h("input", { type: "date", max: today, min: "1986-01-01", value: value ? value.slice(0, 10) : "", onChange: (event) => event.target.validity.valid && change({ known_at: event.target.value || null }) }));
}
