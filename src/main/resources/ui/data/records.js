// The results of the quality checks, and the revisions.
import { h, useEffect, useMemo, useRef, useState } from "../shared/preact.js";
import { address, useData } from "../shared/api.js";
import { day, exact, marketName, plural } from "../shared/format.js";
import { useSeen } from "../shared/later.js";
import { groupsOf, reportKey, variantName } from "../shared/reports.js";
import { change, href } from "../shared/router.js";
import { useMarkets } from "../shared/search.js";
import { Empty, Failure, Skeleton, StaleNotice } from "../shared/states.js";
import { DataTable, Mark, Pages, offsetIn, time } from "./section.js";

const PAGE = 20;
const SHOWN_FIELDS = 4;
const REVISION_COLUMNS = ["Market", "Report", "Week", "Seen, New York", "Kind"];
const KINDS = { changed: ["info", "Changed"], vanished: ["warning", "Vanished"], returned: ["good", "Returned"] };

export function Quality() {
  const { data, problem } = useData(address("cot/quality"));
  if (!data) {
    return problem ? h(Failure, { problem }) : h(Skeleton, { lines: 8 });
  }
  const checks = Object.entries(data.variants).flatMap(([variant, { checks: all }]) => all.map((check) => ({ ...check, variant })));
  if (checks.length === 0) {
    return h(Empty, null, "No check has run yet. Checks run when reports are published.");
  }
  const deviating = checks.filter((check) => check.result !== "ok" || check.deviating > check.explained);
  const others = checks.filter((check) => !deviating.includes(check));
  return [
    problem && h(StaleNotice, { key: "stale", problem }),
    h("p", { key: "sum" }, `${plural(checks.length, "check")} of ${plural(Object.keys(data.variants).length, "report")}: `,
      deviating.length === 0 ? "no deviations." : `${exact(deviating.length)} with deviations. A warning means that the newest week deviates, or too many older weeks do.`),
    deviating.length > 0 && h(Deviations, { key: "deviating", checks: deviating }),
    others.length > 0 && h("details", { key: "others" }, h("summary", null, `${plural(others.length, "check")} without deviations`), h(Passed, { checks: others })),
  ];
}

/** The checks of each rule, in the order of the rules: pairs of a rule and its checks. */
function byRule(checks) {
  const rules = new Map();
  checks.forEach((check) => rules.set(check.rule, [...(rules.get(check.rule) ?? []), check]));
  return [...rules];
}

/** Each rule once, and below it the reports that deviate from it. */
function Deviations({ checks }) {
  const columns = ["Report", "Result", "Checked#", "Deviating#", "Explained#", "In newest week#", "Checked, New York", "Examples"];
  return h(DataTable, {
    caption: "Checks with deviations", columns,
    rows: byRule(checks).map(([rule, its]) => [
      h("tr", { key: rule, class: "rule" }, h("th", { colspan: columns.length, scope: "colgroup" }, rule)),
      its.map((check) => h(CheckRow, { key: check.variant + rule, check })),
    ]),
  });
}

function CheckRow({ check }) {
  return h("tr", null,
    h("th", { scope: "row" }, variantName(check.variant)),
    h("td", null, check.result === "ok" ? h(Mark, { kind: "good" }, "OK") : h(Mark, { kind: "warning" }, "Warning")),
    [check.checked, check.deviating, check.explained, check.newest_deviating].map((number, index) => h("td", { key: index, class: "number" }, exact(number))),
    h("td", null, time(check.checked_at)),
    h("td", { class: "text" }, check.examples.length > 0 && h(Examples, { examples: check.examples, variant: check.variant })));
}

function Passed({ checks }) {
  return h("ul", null, byRule(checks).map(([rule, its]) =>
    h("li", { key: rule }, `${rule}: `, h("span", { class: "muted" }, its.map((check) => variantName(check.variant)).join(" · ")))));
}

function Examples({ examples, variant }) {
  return h("details", null, h("summary", null, plural(examples.length, "example")),
    h("ul", null, examples.map((example, index) => h("li", { key: index },
      example.code && h("a", { href: href(`market/${example.code}`, { report: variant.replace("_", "/") }) }, example.code), example.code && " ",
      `${day(example.date)}, ${example.subject}: found ${example.found}, expected ${example.expected}`))));
}

/** The list of revisions, by pages and by market. The names of markets are requested when it comes into view. */
export function Revisions({ parameters }) {
  const list = useRef(null);
  const isSeen = useSeen(list);
  const code = parameters.code ?? "";
  const url = address("cot/revisions", { code, limit: PAGE, offset: offsetIn(parameters, "revision") });
  const { data, problem, isPrevious } = useData(url);
  return [
    h(CodeForm, { key: "form", code, problem: problem?.status === 400 ? problem : null }),
    problem && data && h(StaleNotice, { key: "stale", problem }),
    h("div", { key: "list", ref: list, "aria-busy": isPrevious, class: isPrevious ? "is-outdated" : "" }, h(List, { data, problem, code, isSeen })),
  ];
}

function CodeForm({ code, problem }) {
  const [text, setText] = useState(code);
  useEffect(() => setText(code), [code]);
  const submit = (event) => {
    event.preventDefault();
    change({ code: text.trim().toUpperCase() || null, revision: null });
  };
  return h("form", { class: "toolbar", onSubmit: submit },
    h("label", { for: "revision-code" }, "Market code"),
    h("input", { id: "revision-code", value: text, size: 8, maxlength: 6, placeholder: "088691", spellcheck: false, autocomplete: "off", onInput: (event) => setText(event.target.value) }),
    h("button", { type: "submit" }, "Filter"),
    code && h("button", { type: "button", onClick: () => change({ code: null, revision: null }) }, "All markets"),
    problem && h("span", { class: "warning-text", role: "alert" }, problem.detail));
}

function List({ data, problem, code, isSeen }) {
  const markets = useMarkets(isSeen && data?.total > 0);
  const names = useMemo(() => new Map(markets?.map((market) => [market.code, marketName(market.name)])), [markets]);
  if (problem?.status === 400) {
    return null;
  }
  if (!data) {
    return problem ? h(Failure, { problem }) : h(Skeleton, { lines: 4 });
  }
  if (data.total === 0) {
    return h(Empty, null, code ? `No published week of ${code} has been revised.` : "No published week has been revised.");
  }
  return [
    h(DataTable, {
      key: "table", caption: "Revisions, earliest first", columns: REVISION_COLUMNS,
      rows: data.items.map((revision) => h(RevisionRow, { key: `${revision.code}${revision.report_type}${revision.subtype}${revision.date}${revision.seen_at}`, revision, name: names.get(revision.code) })),
    }),
    h(Pages, { key: "pages", name: "revision", page: data }),
  ];
}

/** A revision, and in a row below it what it changed. */
function RevisionRow({ revision, name }) {
  const [kind, kindName] = KINDS[revision.kind];
  const variant = `${revision.report_type}_${revision.subtype}`;
  return [
    h("tr", { key: "revision", class: "revision" },
      h("th", { scope: "row" },
        h("a", { href: href(`market/${revision.code}`, { report: reportKey(revision) }) }, name ?? revision.code), name && h("span", { class: "muted" }, ` ${revision.code}`)),
      h("td", null, variantName(variant)),
      h("td", null, day(revision.date)),
      h("td", null, time(revision.seen_at)),
      h("td", null, h(Mark, { kind }, kindName))),
    h("tr", { key: "changes" }, h("td", { colspan: REVISION_COLUMNS.length, class: "revision-changes" },
      h("div", null, h(Changes, { changes: revision.changes, report: revision.report_type })))),
  ];
}

function value(stored) {
  return typeof stored === "number" ? exact(stored) : stored ?? "no value";
}

const FIELDS = { name: "Name", exchange: "Exchange", open_interest: "Open interest", oi_change: "Open interest, week change", traders: "Traders" };
const PARTS = {
  long: "long", short: "short", spread: "spread",
  change_long: "long, week change", change_short: "short, week change", change_spread: "spread, week change",
  traders_long: "traders long", traders_short: "traders short", traders_spread: "traders with spreads",
};

/** A field as people say it: `Managed Money long` for `g3_long`, `4 largest traders long, gross` for `gross_4_long`. */
export function fieldName(field, report) {
  const [, kind, number, side] = field.match(/^(gross|net)_(\d)_(long|short)$/) ?? [];
  if (kind) {
    return `${number} largest traders ${side}, ${kind}`;
  }
  const [, group, part] = field.replace("traders_reportable", "reportable_traders").match(/^(g\d|reportable)_(.+)$/) ?? [];
  const name = group === "reportable" ? "Reportable" : groupsOf(report).find(([key]) => key === group)?.[1];
  return name ? `${name} ${PARTS[part] ?? part}` : FIELDS[field] ?? field;
}

function Changes({ changes, report }) {
  const list = (some) => h("ul", { class: "changes" }, some.map((field) => h("li", { key: field.field, title: field.field }, h("span", { class: "muted" }, fieldName(field.field, report)), " ", h("span", { class: "number" }, `${value(field.old)} → ${value(field.new)}`))));
  const more = changes.length - SHOWN_FIELDS;
  return [
    changes.length > 0 && list(changes.slice(0, SHOWN_FIELDS)),
    more > 0 && h("details", null, h("summary", null, `${exact(more)} more`), list(changes.slice(SHOWN_FIELDS))),
  ];
}
