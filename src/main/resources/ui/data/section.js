// The parts that all sections of the data page are made of.
import { h } from "../shared/preact.js";
import { exact, moment } from "../shared/format.js";
import { change } from "../shared/router.js";

export function Section({ id, title, children }) {
  return h("section", { class: "panel data-section", id, tabindex: -1, "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, title), children);
}

/** A table that scrolls in its frame. `columns` are names, those of numbers in front of a `#`; `rows` are elements. */
export function DataTable({ caption, columns, rows }) {
  return h("div", { class: "scroll data-scroll", tabindex: 0, role: "region", "aria-label": caption },
    h("table", { class: "data-table" },
      h("caption", { class: "hidden" }, caption),
      h("thead", null, h("tr", null, columns.map((name) => h("th", { key: name, scope: "col", class: name.endsWith("#") ? "number" : "" }, name.replace("#", ""))))),
      h("tbody", null, rows)));
}

/** The state of something as a word in a colour. */
export function Mark({ kind, children }) {
  return h("span", { class: `state ${kind}` }, children);
}

/** Buttons for the pages of a list; the offset is a parameter of the page. */
export function Pages({ name, page }) {
  const { total, offset, limit, items } = page;
  if (total <= limit && offset === 0) {
    return null;
  }
  const to = (next) => change({ [name]: next > 0 ? next : null }, false);
  return h("div", { class: "pages" },
    h("button", { type: "button", disabled: offset === 0, onClick: () => to(Math.max(0, offset - limit)) }, "Back"),
    h("span", { class: "muted", role: "status" }, items.length === 0 ? `none of ${exact(total)}` : `${exact(offset + 1)} to ${exact(offset + items.length)} of ${exact(total)}`),
    h("button", { type: "button", disabled: offset + limit >= total, onClick: () => to(offset + limit) }, "Next"));
}

/** A whole number from a parameter of the page, or 0. */
export function offsetIn(parameters, name) {
  const offset = Number(parameters[name]);
  return Number.isInteger(offset) && offset > 0 ? offset : 0;
}

/** An instant in a column whose name says that times are those of New York. */
export function time(instant) {
  return moment(instant).replace(" New York", "");
}
