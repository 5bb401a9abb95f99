// A choice between a few values, shown side by side.
import { h } from "./preact.js";

/** @param options pairs of a value and its name */
export function Choice({ label, options, value, onChoose }) {
  return h("div", { class: "choice", role: "group", "aria-label": label },
    options.map(([option, name]) => h("button", {
      key: option, type: "button", "aria-pressed": option === value, onClick: () => onChoose(option),
    }, name)));
}
