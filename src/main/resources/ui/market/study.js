// What the price did after the weeks in which a condition began to hold.
import { h, useEffect, useState } from "../shared/preact.js";
import { address, download, useData } from "../shared/api.js";
import { day, fixed, percent, percentChange, plural } from "../shared/format.js";
import { Empty, Failure, Skeleton, StaleNotice } from "../shared/states.js";

/** The share of rising prices with its interval, and the base rate as a line. */
function Interval({ result }) {
  const { share, share_low: low, share_high: high, base_share: base } = result;
  return h("div", { class: "interval", "aria-hidden": true },
    low !== null && h("span", { class: "interval-range", style: { left: `${low}%`, width: `${high - low}%` } }),
    share !== null && h("span", { class: "interval-share", style: { left: `${share}%` } }),
    base !== null && h("span", { class: "interval-base", style: { left: `${base}%` } }));
}

/** How many of the episodes are not as good as the others, such as ` (126 overlap, 3 roll)`. */
function withinText({ overlapping, with_possible_roll: rolls }) {
  const parts = [overlapping > 0 && `${overlapping} overlap`, rolls > 0 && `${rolls} roll`].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}

function Results({ study }) {
  const names = ["Held for", "n", "Rose", "95 % interval", "", "Base rate", "Median", "Mean", "Base mean", "p"];
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Results of the event study" },
    h("table", { class: "study" },
      h("thead", null, h("tr", null, names.map((name, i) => h("th", { key: i, scope: "col", class: i === 0 || i === 4 ? "" : "number" }, name || h("span", { class: "hidden" }, "Drawing of the interval"))))),
      h("tbody", null, study.horizons.map((result) => h("tr", { key: result.horizon, class: result.few ? "is-few" : "" },
        h("th", { scope: "row" }, result.horizon.replace(/^(\d+)w$/, (_, weeks) => plural(Number(weeks), "week")).replace(/^(\d+)s$/, (_, sessions) => plural(Number(sessions), "session"))),
        h("td", { class: "number" }, result.n, h("small", { class: "muted" }, withinText(result))),
        h("td", { class: "number" }, percent(result.share, 0)),
        h("td", { class: "number" }, result.share_low === null ? "–" : `${fixed(result.share_low, 0)}–${percent(result.share_high, 0)}`),
        h("td", null, h(Interval, { result })),
        h("td", { class: "number" }, percent(result.base_share, 0)),
        h("td", { class: "number" }, percentChange(result.median)),
        h("td", { class: "number" }, percentChange(result.mean)),
        h("td", { class: "number" }, percentChange(result.base_mean)),
        h("td", { class: "number" }, fixed(result.p_share, 2)))))));
}

function Outcome({ study }) {
  const most = Math.max(...study.horizons.map((result) => result.n));
  const has = (name) => study.horizons.some((result) => result[name] > 0);
  const last = study.episodes[study.episodes.length - 1];
  return h("div", null,
    h("p", null,
      study.episodes.length === 0
        ? `The condition never began to hold in ${plural(study.defined_weeks, "week")}.`
        : `It began to hold ${plural(study.episodes.length, "time")} in ${plural(study.defined_weeks, "week")}, last in the week of ${day(last.date)}.`,
      most < 10 && study.episodes.length > 0 && (most === 0 ? " There are no prices to measure what followed." : " That is too few to conclude from.")),
    most > 0 && h(Results, { study }),
    h("p", { class: "muted small" },
      most > 0 && "Bar: 95 % Wilson interval; dot: share of rising prices; line: base rate, all weeks. Grey rows: fewer than 10. p: share of shifted conditions that are at least as far from the base rate. ",
      has("overlapping") && "Overlap: the return begins before the end of an earlier one. Such episodes are not independent, so the true interval is wider. ",
      has("with_possible_roll") && "Roll: the contract may have changed during the return. ",
      `Prices of ${study.prices.symbol}, ${day(study.prices.from)} to ${day(study.prices.to)}. ${study.note}`));
}

/**
 * @param path the path of the market in the API
 * @param groups the trader groups of the report
 * @param suggested the condition of the newest week, and the same in words
 * @param condition the condition that the reader chose, or undefined
 * @param hasPrices whether the market has prices; nothing is requested without
 */
export function Study({ path, groups, suggested, condition, knownAt, hasPrices, onChoose }) {
  const asked = condition ?? suggested.condition;
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  const url = address(`${path}/event-study`, { condition: asked, known_at: knownAt });
  const { data, problem, isPrevious } = useData(hasPrices ? url : null);
  const isInvalid = problem?.status === 400;
  const submit = (event) => {
    event.preventDefault();
    const typed = text.trim();
    onChoose(typed === "" || typed === suggested.condition ? null : typed);
  };
  const title = h("h2", { id: "study-title" }, "What the price did after such weeks");
  if (!hasPrices) {
    return h("section", { class: "panel", "aria-labelledby": "study-title" }, title, h(NoPrices));
  }
  return h("section", { class: "panel", "aria-labelledby": "study-title", "aria-busy": isPrevious },
    title,
    h("form", { class: "condition", onSubmit: submit },
      h("label", { for: "condition" }, "Condition"),
      h("input", {
        id: "condition", type: "text", value: text, spellcheck: false, autocomplete: "off", "aria-invalid": isInvalid, "aria-describedby": "condition-help",
        onInput: (event) => setText(event.target.value),
      }),
      h("button", { type: "submit" }, "Study"),
      condition && h("button", { type: "button", onClick: () => onChoose(null) }, "Use the newest week")),
    h("p", { id: "condition-help", class: isInvalid ? "notice warning study-problem" : "muted small", role: isInvalid ? "alert" : undefined },
      isInvalid ? problem.detail : [asked === suggested.condition && (suggested.words ? `${suggested.words}. The newest week satisfies this. ` : "The newest week has no 3-year index and no weekly change. Enter a condition, or study this example. "), "A condition compares measures and joins them by “and”, such as index_156_g3>=90 and zscore_52_g3<2. ", `Groups: ${groups.map(({ key, name }) => `${key} ${name}`).join(", ")}.`]),
    h("div", { class: "study-body" }, h(StudyBody, { data, problem, isPrevious })),
    data && !problem && h("button", {
      type: "button", onClick: () => download(address(`${path}/event-study`, { condition: asked, known_at: knownAt, format: "csv" }), "episodes.csv"),
    }, "Save episodes as CSV"));
}

function NoPrices() {
  return h(Empty, null, "There are no prices for this market, so there is nothing to study.");
}

function StudyBody({ data, problem, isPrevious }) {
  if (problem?.status === 400) {
    return null;
  }
  if (problem?.status === 409) {
    return h(NoPrices);
  }
  if (problem && !data) {
    return h(Failure, { problem });
  }
  if (!data) {
    return h(Skeleton, { lines: 6 });
  }
  return h("div", { class: isPrevious ? "is-previous" : "" }, problem && h(StaleNotice, { problem }), h(Outcome, { study: data }));
}
