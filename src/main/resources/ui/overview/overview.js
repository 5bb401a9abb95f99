// The first page: all markets as a heat map, and what stands out this week. One request for everything.
import { h, useEffect, useMemo } from "../shared/preact.js";
import { address, useData } from "../shared/api.js";
import { change } from "../shared/router.js";
import { Choice } from "../shared/choice.js";
import { KnownOn } from "../shared/fields.js";
import { day } from "../shared/format.js";
import { useDark } from "../shared/frame.js";
import { missingText } from "../shared/known-at.js";
import { REPORTS } from "../shared/reports.js";
import { FOLDED } from "../shared/sectors.js";
import { Failure, Skeleton, StaleNotice } from "../shared/states.js";
import { HeatMap, Legend } from "./heat-map.js";
import { Highlights } from "./highlights.js";
import { FirstStart } from "./first-start.js";
import { lateReports } from "./late.js";
import { sectors } from "./sectors.js";

const MEASURES = [["index", "3-year index"], ["percentile", "Percentile"], ["zscore", "Z-score"]];
const SUBTYPES = [["fo", "Futures only"], ["co", "With options"]];

/** @param onVersion gets the data version that is shown */
export function Overview({ parameters, onVersion }) {
  const measure = MEASURES.some(([key]) => key === parameters.measure) ? parameters.measure : "index";
  const subtype = parameters.subtype === "co" ? "co" : "fo";
  const withLagging = parameters.lagging === "1";
  const { data, problem, isPrevious } = useData(address("cot/overview", { subtype, known_at: parameters.known_at }));
  useDark();
  const knownAt = parameters.known_at;
  const open = parameters.open ?? "";
  const opened = open.split(",").filter(Boolean);
  const shown = useMemo(() => (data ? sectors(data.markets, withLagging, opened) : []), [data, withLagging, open]);
  useEffect(() => {
    if (data && !knownAt) {
      onVersion(data.data_version);
    }
  }, [data, knownAt]);

  if (!data) {
    return problem ? h(problem.status === 503 ? FirstStart : Failure, { problem }) : h(Skeleton, { lines: 20 });
  }
  if (data.markets.length === 0) {
    return h("section", { class: "failure" },
      h("h1", null, "No report yet"),
      h("p", null, knownAt ? `No report was published by ${day(knownAt.slice(0, 10))}.` : "No report of this kind is published."),
      knownAt && h("button", { type: "button", onClick: () => change({ known_at: null }) }, "Back to now"));
  }
  const lagging = data.markets.filter((market) => market.weeks_behind > 0 && !FOLDED.has(market.category)).length;
  const newest = data.markets.reduce((date, market) => (market.date > date ? market.date : date), "");
  return [
    h("h1", { key: "title", class: "hidden" }, "Overview"),
    problem && h(StaleNotice, { key: "problem", problem }),
    knownAt && h("p", { key: "known", class: "notice info" },
      h("span", null, `As known on ${day(knownAt.slice(0, 10))}. The newest report was of ${day(newest)}. `, h("span", { class: "missing" }, !isPrevious && missingText(newest, knownAt)))),
    lateReports(data.markets, newest).map(([type, date]) => h("p", { key: type, class: "notice warning" }, `${REPORTS[type]} report: the newest one is of ${day(date)}.`)),
    h("div", { key: "toolbar", class: "toolbar overview-tools" },
      h(Choice, { label: "Measure", options: MEASURES, value: measure, onChoose: (value) => change({ measure: value === "index" ? null : value }) }),
      h(Choice, { label: "Positions", options: SUBTYPES, value: subtype, onChoose: (value) => change({ subtype: value === "fo" ? null : value }) }),
      lagging > 0 && h("label", null,
        h("input", { type: "checkbox", checked: withLagging, onChange: (event) => change({ lagging: event.target.checked ? "1" : null }) }),
        ` Show ${lagging} that lag`),
      h("button", { type: "button", class: "jump", onClick: showHighlights }, "What stands out ↓"),
      h(KnownOn, { value: knownAt ?? "", onChoose: (chosen) => change({ known_at: chosen }) }),
      h(Legend, { measure })),
    h("div", { key: "body", class: `overview ${isPrevious ? "is-previous" : ""}` },
      h(HeatMap, { sectors: shown, measure, newest, knownAt, opened }),
      h(Highlights, { overview: data, sectors: shown, newest, subtype, knownAt })),
  ];
}

/** Goes to the lists, which are below the map where the window is narrow. */
function showHighlights() {
  const lists = document.getElementById("highlights");
  lists.scrollIntoView();
  lists.focus({ preventScroll: true });
}
