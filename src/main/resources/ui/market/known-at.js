// The control that shows the page as it was known on a day.
import { h } from "../shared/preact.js";
import { KnownOn } from "../shared/fields.js";
import { day, moment, newYorkDate, plural } from "../shared/format.js";
import { missingText } from "../shared/known-at.js";

/** The number of the newest week that was published until a moment; −1 for none. */
function newestPublished(publications, until) {
  let number = publications.length - 1;
  while (number >= 0 && Date.parse(publications[number].published_at) > until) {
    number--;
  }
  return number;
}

/**
 * The slider, the day and the way back. It is also the banner that says that the page shows the past, and keeps its size
 * while it is dragged.
 *
 * @param publications all weeks that the service has, oldest first
 * @param knownAt the chosen day, or null for now
 * @param until the moment that it means
 * @param revisedCount how many of the shown weeks were revised later
 * @param onDrag gets a day, or null for now, while the slider moves; `onChoose` gets one that is chosen otherwise
 */
export function KnownAt({ publications, knownAt, until, revisedCount, isLoading, onDrag, onChoose }) {
  const last = publications.length - 1;
  const isNow = knownAt === null;
  const number = isNow ? last : newestPublished(publications, until);
  const dayOf = (index) => (index >= last ? null : newYorkDate(publications[index].published_at));
  const shown = publications[Math.max(number, 0)];
  const missing = isNow || number < 0 ? "" : missingText(shown.date, knownAt);
  const newest = number < 0 ? "No report was published yet." : `Newest report: ${day(shown.date)}, published ${moment(shown.published_at)}.`;
  const revised = revisedCount > 0 ? ` ${plural(revisedCount, "week")} with old numbers ${revisedCount === 1 ? "has" : "have"} a ring: revised later.` : "";
  return h("section", { class: `known-at ${isNow ? "" : "is-past"}`, "aria-label": "As known on" },
    h("label", { for: "known-slider", class: "known-name" }, isNow ? "As known now" : `As known on ${knownAt.includes("T") ? moment(knownAt) : day(knownAt)}`),
    h("input", {
      id: "known-slider", type: "range", min: 0, max: last, step: 1, value: Math.max(number, 0), "aria-valuetext": isNow ? "now" : newest,
      onInput: (event) => onDrag(dayOf(Number(event.target.value))),
    }),
    h(KnownOn, { value: knownAt ?? "", first: newYorkDate(publications[0].published_at), isNamed: false, onChoose }),
    h("p", { class: "known-text", role: "status" },
      isNow ? "Drag the slider, or choose a day, to see this page as it was known on that day." : [`${newest} `, missing ? h("span", { class: "missing" }, missing) : "Weeks published later are absent.", revised],
      isLoading && " Loading…"));
}
