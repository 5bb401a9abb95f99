// What selects the rows and columns of the screener.
import { h, useEffect, useState } from "../shared/preact.js";
import { Choice } from "../shared/choice.js";
import { KnownOn } from "../shared/fields.js";
import { exact } from "../shared/format.js";
import { REPORTS } from "../shared/reports.js";
import { change } from "../shared/router.js";
import { MOST_MEASURES, allColumns, groupNames, measuresOf } from "./columns.js";

const SUBTYPES = [["fo", "Futures"], ["co", "With options"]];

export function Filters({ view, children }) {
  return h("div", { class: "toolbar" },
    h("label", null, h("span", { class: "hidden" }, "Search in the table"), h("input", {
      type: "search", placeholder: "Name, code or exchange", value: view.search,
      onInput: (event) => change({ q: event.target.value || null }, false),
    })),
    h("label", null, h("span", { class: "hidden" }, "Report"), h("select", {
      value: view.report, onChange: (event) => change({ report: event.target.value || null }),
    }, h("option", { value: "" }, "Primary report"), Object.entries(REPORTS).map(([value, name]) => h("option", { key: value, value }, name)))),
    view.report !== "cit" && h(Choice, { label: "Positions", options: SUBTYPES, value: view.subtype, onChoose: (value) => change({ subtype: value === "fo" ? null : value }) }),
    h(KnownOn, { value: view.knownAt, onChoose: (value) => change({ known_at: value }) }),
    h("span", { class: "tools" }, children));
}

/** Chips of sectors; those of very special contracts are folded. */
export function Sectors({ view, sectors, folded, lagging }) {
  const toggle = (key) => {
    const next = view.sectors.includes(key) ? view.sectors.filter((other) => other !== key) : [...view.sectors, key];
    change({ sector: next.length === 0 ? null : next.join(",") });
  };
  const isListed = (sector) => !sector.isFolded || view.isUnfolded || view.sectors.includes(sector.key);
  return h("div", { class: "toolbar sectors", role: "group", "aria-label": "Sectors" },
    h("button", { type: "button", class: "chip", "aria-pressed": view.sectors.length === 0, onClick: () => change({ sector: null }) }, "All"),
    sectors.filter(isListed).map((sector) => h("button", {
      key: sector.key, type: "button", class: "chip", "aria-pressed": view.sectors.includes(sector.key), onClick: () => toggle(sector.key),
    }, sector.name, h("span", { class: "chip-count" }, sector.markets))),
    (folded > 0 || view.isUnfolded) && h("button", {
      type: "button", class: "chip more", "aria-expanded": view.isUnfolded, title: sectors.filter((sector) => sector.isFolded).map((sector) => sector.name).join(", "),
      onClick: () => change({ more: view.isUnfolded ? null : "1" }),
    }, view.isUnfolded ? "Show fewer" : `Show ${exact(folded)} more`),
    (lagging > 0 || view.isWithLagging) && h("button", {
      type: "button", class: "chip more", "aria-pressed": view.isWithLagging, onClick: () => change({ lag: view.isWithLagging ? null : "1" }),
    }, lagging > 0 ? `Show ${exact(lagging)} that lag` : "Show those that lag"));
}

/** A condition that the API applies. `problem` is why it rejected it. */
export function Condition({ view, problem }) {
  const [text, setText] = useState(view.where);
  useEffect(() => setText(view.where), [view.where]);
  const submit = (event) => {
    event.preventDefault();
    change({ where: text.trim() || null });
  };
  const reports = view.report ? [view.report] : ["disagg", "tff", "legacy"];
  return h("form", { class: "screener-condition", onSubmit: submit },
    h("label", { for: "where" }, "Condition"),
    h("input", {
      id: "where", value: text, spellcheck: false, autocomplete: "off", placeholder: "index_156_g3>=90 and change_1w_g3<0",
      "aria-invalid": Boolean(problem), "aria-describedby": problem ? "where-help where-problem" : "where-help", onInput: (event) => setText(event.target.value),
    }),
    h("button", { type: "submit" }, "Apply"),
    view.where && h("button", { type: "button", onClick: () => change({ where: null }) }, "Remove"),
    h("details", { class: "muted", id: "where-help" }, h("summary", null, "How to write it"),
      h("p", null, "Compare measures or fields with numbers, and join comparisons with “and”: ",
        h("code", null, "percentile_52_g1<=10 and open_interest>50000"), ". A market without the value does not match."),
      reports.map((report) => h("p", { key: report }, h("strong", null, REPORTS[report]), `: ${groupNames(report)}.`))),
    problem && h("p", { id: "where-problem", class: "notice warning", role: "alert" }, problem.detail));
}

/** The panel that chooses the columns. */
export function ColumnPanel({ view, columns: shown }) {
  const ids = view.columns.map((column) => column.id);
  const toggle = (id) => {
    const next = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
    change({ columns: next.length === 0 ? null : next.join(",") }, false);
  };
  const isShown = (column) => shown.some(({ id }) => id === column.id); // the report date may be shown without a choice
  const isTooMany = (column) => measuresOf([...view.columns, column]).length > MOST_MEASURES - 4;
  return h("section", { id: "column-panel", class: "panel column-panel", "aria-label": "Columns" },
    allColumns(view.report).map(([title, columns]) => h("fieldset", { key: title },
      h("legend", null, title),
      columns.map((column) => h("label", { key: column.id, title: column.title },
        h("input", {
          type: "checkbox", checked: isShown(column), disabled: !ids.includes(column.id) && (isShown(column) || isTooMany(column)), onChange: () => toggle(column.id),
        }), column.name)))),
    h("p", { class: "muted" }, "Columns appear in the order in which you choose them. ",
      view.hasChosenColumns && h("button", { type: "button", onClick: () => change({ columns: null }) }, "Usual columns")));
}
