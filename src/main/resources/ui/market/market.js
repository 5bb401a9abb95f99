// The page of a market: charts on one time axis, and below them the weeks, the concentration and the event study.
// What is shown is in the URL: report, range, view, measure, groups, focus, seasonal, other, known_at, condition.
import { h, useEffect, useMemo, useRef, useState } from "../shared/preact.js";
import { address, useData } from "../shared/api.js";
import { theme, Timeline } from "../shared/chart.js";
import { currencyName, day, marketName, moment } from "../shared/format.js";
import { useDark } from "../shared/frame.js";
import { isMoment, knownMoment, lastDue } from "../shared/known-at.js";
import { whenSeen } from "../shared/later.js";
import { primaryReport, reportKey } from "../shared/reports.js";
import { change, href } from "../shared/router.js";
import { marketAddress, matches, useMarkets } from "../shared/search.js";
import { Failure, StaleNotice } from "../shared/states.js";
import { Charts, ChartShells } from "./charts.js";
import { KnownAt } from "./known-at.js";
import { useOther } from "./other-market.js";
import { MEASURES, measureColumn } from "./panels.js";
import { groupOf, shownGroups, weekFields } from "./reports.js";
import { crossings, dateOf, marksAmong, measureColumns, priceColumns, publishedUntil, seconds, viewOf, weekColumns } from "./series.js";
import { currentCondition, Head, sentence, ShortHistory } from "./summary.js";
import { AllWeeks, LastWeeks } from "./week-table.js";

const Study = whenSeen(() => import("./study.js").then((module) => module.Study));
const Concentration = whenSeen(() => import("./concentration.js").then((module) => module.Concentration));

const DRAG_PAUSE = 250;
const MOVE_PAUSE = 2000;
const DEFAULT_GROUPS = { legacy: "g1,g2,g3", disagg: "g1,g2,g3", tff: "g1,g2,g3", cit: "g1,g2,g4" };
const REPORT = /^(legacy|disagg|tff|cit)\/(fo|co)$/;

export function Market({ parameters, code }) {
  const wanted = REPORT.test(parameters.report) ? parameters.report : null;
  const [areReportsWanted, setReportsWanted] = useState(false);
  const { data, problem } = useData(wanted === null || areReportsWanted ? address("cot/markets", { search: code }) : null);
  const reports = data?.filter((market) => market.code === code).map((market) => ({ ...market, key: reportKey(market) }));
  if (reports?.length === 0) {
    return h(NoMarket, { code });
  }
  if (!reports && problem && wanted === null) {
    return h(Failure, { problem });
  }
  const report = !reports || reports.some(({ key }) => key === wanted) ? wanted : primaryReport(reports);
  return h(ReportPage, { parameters, code, reports, report, hasNoReports: Boolean(problem), onReports: () => setReportsWanted(true) });
}

/** A code that no report has, with the markets that resemble it. */
function NoMarket({ code }) {
  const markets = useMarkets(true) ?? [];
  let near = [];
  for (let length = code.length; length > 1 && near.length === 0; length--) {
    near = matches(markets, code.slice(0, length), 8);
  }
  return h("section", { class: "failure no-market" },
    h("h1", null, "No such market"),
    h("p", null, `No report has a market with the code “${code}”. A code has six characters, such as 088691 for gold.`),
    near.length > 0 && [
      h("h2", { key: "title" }, "Nearest matches"),
      h("ul", { key: "list" }, near.map((market) => h("li", { key: market.code },
        h("a", { href: marketAddress(market) }, marketName(market.name)), h("span", { class: "muted" }, ` ${market.code} · ${market.exchange}`)))),
    ],
    h("p", null, h("a", { href: href("screener") }, "All markets in the screener")));
}

/**
 * The day of "as known on" while it is dragged: the page follows at once, the URL and the requests after a pause. However often the
 * day moves until it rests, the browser's "back" returns to the day before all these moves.
 */
function useKnownAt(parameters) {
  const stored = isMoment(parameters.known_at) ? parameters.known_at : null;
  const [draft, setDraft] = useState(undefined);
  const timer = useRef(0);
  const latest = useRef(stored);
  latest.current = stored;
  const moved = useRef({ to: undefined, time: 0 });
  useEffect(() => setDraft(undefined), [stored]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const set = (knownAt) => {
    clearTimeout(timer.current);
    if (knownAt === latest.current) {
      setDraft(undefined);
      return;
    }
    const { to, time } = moved.current;
    moved.current = { to: knownAt, time: performance.now() };
    change({ known_at: knownAt }, to !== latest.current || moved.current.time - time > MOVE_PAUSE);
  };
  return {
    stored,
    knownAt: draft === undefined ? stored : draft,
    drag: (knownAt) => {
      setDraft(knownAt);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => set(knownAt), DRAG_PAUSE);
    },
    choose: (knownAt) => {
      setDraft(knownAt);
      set(knownAt);
    },
  };
}

/** All weeks that the service has of a report: those that are shown, unless the page shows the past. */
function usePublications(path, data, isNow, isWanted) {
  const kept = useRef({ path: null, weeks: null });
  if (data && isNow) {
    kept.current = { path, weeks: data.weeks };
  }
  const isKept = kept.current.path === path;
  const { data: all } = useData(!isKept && isWanted && path ? address(path, { fields: "published_at", order: "asc" }) : null);
  return isKept ? kept.current.weeks : (all?.weeks ?? data?.weeks ?? null);
}

/** The changes of two revisions of a week as one: the old numbers of the first, the new ones of the second. */
function joined(earlier, later) {
  const changes = new Map((earlier ?? []).map((change) => [change.field, change]));
  for (const change of later ?? []) {
    changes.set(change.field, { ...change, old: changes.has(change.field) ? changes.get(change.field).old : change.old });
  }
  return [...changes.values()];
}

/** The revisions of a report, by report date: the latest one, or the first one after a moment, with the changes of all or of all after it. */
function useRevisions(report, code, until, isWanted) {
  const [type, subtype] = report?.split("/") ?? [];
  const { data } = useData(isWanted && report ? address("cot/revisions", { report_type: type, subtype, code }) : null);
  return useMemo(() => {
    const revised = new Map();
    for (const revision of data?.items ?? []) {
      if (until === Infinity || Date.parse(revision.seen_at) > until) {
        const before = revised.get(revision.date);
        revised.set(revision.date, { ...(until === Infinity ? revision : before ?? revision), changes: joined(before?.changes, revision.changes) });
      }
    }
    return revised;
  }, [data, until]);
}

/** Data of the API that stay while their renewal fails and may succeed later. */
function useKeptData(url) {
  const result = useData(url);
  const kept = useRef(null);
  kept.current = result.data ?? kept.current;
  return { ...result, received: result.data, data: result.data ?? (result.problem?.isPassing ? kept.current : null) };
}

/**
 * @param reports all reports of the market, or undefined: they are requested by `onReports` when they are needed
 * @param hasNoReports whether their request failed
 * @param report the key of the one to show, or null if it is not known yet
 */
function ReportPage({ parameters, code, reports, report, hasNoReports, onReports }) {
  const type = report?.split("/")[0];
  const path = report && `cot/markets/${report}/${code}`;
  const measure = parameters.measure in MEASURES ? parameters.measure : "index";
  const known = useKnownAt(parameters);
  const [isDrawn, setDrawn] = useState(false);
  const dark = useDark();

  const measures = measure === "index" ? "index.156" : `index.156,${measure}.156`;
  const detail = useKeptData(path && address(path, { fields: weekFields(type), order: "asc", known_at: known.stored }));
  const analytics = useKeptData(path && address(`${path}/analytics`, { measures, order: "asc", known_at: known.stored }));
  const shown = useRef({ data: null, measured: null }); // of one moment: both stay until both are there
  if (!detail.isPrevious && !(analytics.isPrevious && analytics.data)) {
    shown.current = { data: detail.data, measured: analytics.data };
  }
  const { data, measured } = shown.current;
  const shownReport = data && reportKey(data.market);
  const isNow = known.stored === null && Boolean(detail.received) && !detail.isPrevious && data === detail.data && shownReport === report;
  const publications = usePublications(path, data, isNow, isDrawn || Boolean(detail.problem));
  const until = useMemo(() => (known.knownAt === null ? Infinity : knownMoment(known.knownAt)), [known.knownAt]);
  const revised = useRevisions(report, code, until, isDrawn);

  const settled = useRef(null); // what the requests below the charts depend on: it stays while the slider moves
  const arrived = useRef(null);
  const groups = useMemo(() => data && shownGroups(data.groups, data.market.report_type), [data, dark]);
  const colors = useMemo(theme, [dark]);
  const published = useMemo(() => {
    if (!data) {
      return null;
    }
    arrived.current = performance.now();
    const weeks = publishedUntil(data.weeks, until);
    const bars = priceColumns(data.prices ?? [], until);
    return weeks.length === 0 ? null : { bars, ...weekColumns(weeks, data.groups, bars, lastDue(until === Infinity ? Date.now() : until) / 1000) };
  }, [data, until]);
  const columns = useMemo(() => {
    arrived.current ??= performance.now();
    const isSame = measured && data && reportKey(measured.market) === reportKey(data.market);
    return published && { ...published, ...measureColumns(published.rows, isSame ? measured.weeks : [], isSame ? measured.columns : []) };
  }, [published, measured]);
  const onDrawn = () => {
    if (arrived.current !== null) {
      performance.measure("market-drawn", { start: arrived.current });
      arrived.current = null;
    }
  };

  const focusKey = groups?.some(({ key }) => key === parameters.focus) ? parameters.focus : groupOf(data?.market.report_type ?? type, "spec");
  const mode = ["pct_oi", "longshort"].includes(parameters.view) ? parameters.view : "net";
  const isSeasonal = parameters.seasonal === "1" && mode !== "longshort";
  const other = useOther(parameters.other, report, known.stored);

  const view = useMemo(() => {
    if (!columns) {
      return null;
    }
    const type = data.market.report_type;
    const group = (wanted) => groups.find(({ key }) => key === wanted);
    const speculative = group(groupOf(type, "spec"));
    return {
      weeks: columns, bars: columns.bars, groups, colors, mode, measure, speculative, revised, isSeasonal, other,
      commercial: group(groupOf(type, "comm")),
      focus: group(focusKey) ?? speculative,
      visible: new Set((parameters.groups ?? DEFAULT_GROUPS[type]).split(",")),
      knownTime: until === Infinity ? null : until / 1000,
      marks: marksAmong(columns.bars, columns.rows, crossings(columns.measures[measureColumn("index", speculative.key)] ?? [], 5, 95)),
      symbol: data.price_symbol, currency: currencyName(data.price_currency),
    };
  }, [columns, groups, colors, mode, measure, revised, isSeasonal, other, focusKey, parameters.groups, until]);

  useEffect(() => {
    if (data) {
      document.title = `${marketName(data.market.name)} ${code} · Cotinga`;
    }
  });
  useEffect(() => {
    if (columns && measured && !isDrawn) {
      setTimeout(() => setDrawn(true), 50);
    }
  }, [columns, measured]);

  const isLoading = detail.isPrevious || analytics.isPrevious;
  const control = publications && publications.length > 0 && h(KnownAt, {
    publications, knownAt: known.knownAt, until, revisedCount: columns?.rows.filter((week) => week && revised.has(week.date)).length ?? 0, isLoading: isLoading && Boolean(data), onDrag: known.drag, onChoose: known.choose,
  });
  const head = (data || reports) && h(Head, {
    market: data?.market ?? reports.find(({ key }) => key === report), reports, parameters, onReports,
    newest: columns?.rows[columns.rows.length - 1].date, behind: known.knownAt === null ? data?.market.weeks_behind : 0,
  });
  const isAbsent = [400, 404].includes(detail.problem?.status) && !reports && !hasNoReports; // another report may have the market
  useEffect(() => {
    if (isAbsent) {
      onReports();
    }
  }, [isAbsent]);
  if (detail.problem && !data && !isAbsent) {
    const first = detail.problem.status === 404 && known.knownAt !== null ? publications?.[0] : null;
    const problem = first ? { status: 404, detail: `No report on this market was published by then. The first one was published ${moment(first.published_at)}.` } : detail.problem;
    return h("div", { class: "market" }, head, control, h(Failure, { problem },
      known.knownAt !== null && h("button", { type: "button", onClick: () => known.choose(null) }, "Back to now")));
  }
  if (!columns) {
    return h("div", { class: "market" }, head ?? h("header", { class: "market-head" }, h("div", null, h("h1", null, code), h("p", { class: "muted market-facts" }, "Loading…"))),
      control || h("div", { class: "known-at" }), h("p", { class: "sentence" }, "\u00a0"), h(ChartShells));
  }

  const newest = columns.rows.length - 1;
  if (settled.current === null || (known.knownAt === known.stored && !isLoading)) {
    settled.current = { newest: columns.rows[newest].date, knownAt: known.stored, suggested: currentCondition(columns, view.speculative) };
  }
  return h("div", { class: `market ${isLoading ? "is-previous" : ""}`, "aria-busy": isLoading },
    head,
    control,
    h("p", { class: "sentence" }, sentence(columns, newest, view.speculative, view.commercial)),
    h(ShortHistory, { weeks: columns }),
    [detail.problem, analytics.problem].filter(Boolean).slice(0, 1).map((problem) => h(StaleNotice, { key: "stale", problem })),
    h(PageCharts, { view, parameters, path, measures, publications, knownAt: known.stored, market: data.market, onDrawn }),
    isDrawn && h(LastWeeks, { weeks: columns, groups, speculative: view.speculative, measure, revised }),
    isDrawn && h("div", { class: "below" },
      h(Study, { path, groups, suggested: settled.current.suggested, condition: parameters.condition, knownAt: settled.current.knownAt, hasPrices: columns.bars.x.length > 0, onChoose: (condition) => change({ condition }) }),
      h(Concentration, { path, newest: settled.current.newest, knownAt: settled.current.knownAt })),
    isDrawn && h(AllWeeks, { weeks: columns, groups, revised, measure, currency: view.currency, csv: address(path, { known_at: known.stored, format: "csv" }) }));
}

/** The charts, with the timeline that they share and the addresses of their data. */
function PageCharts({ view, parameters, path, measures, publications, knownAt, market, onDrawn }) {
  const [timeline] = useState(() => new Timeline());
  const zooming = useRef(0);
  const { weeks, bars, groups, visible, mode, focus } = view;

  const first = weeks.x[0];
  const newest = weeks.x[weeks.x.length - 1];
  const last = Math.max(newest, seconds(publications[publications.length - 1].date), bars.x[bars.x.length - 1] ?? 0);
  timeline.stops = useMemo(() => weeks.x.filter((_, i) => weeks.rows[i] !== null), [weeks]);
  timeline.gaps = useMemo(() => new Set(weeks.gaps.map(([from]) => from)), [weeks]);
  const of = (range) => viewOf(range, first, last, view.knownTime ?? last, view.isSeasonal);
  timeline.onDrawn = onDrawn;
  timeline.domain = viewOf("Max", Math.min(first, seconds(publications[0].date)), last, last, view.isSeasonal);
  const shown = of(parameters.range ?? "5Y");
  if (zooming.current === 0) {
    timeline.show(shown.min, shown.max);
  }
  timeline.onZoom = (range) => {
    clearTimeout(zooming.current);
    if (range === null) {
      zooming.current = 0;
      change({ range: null });
      timeline.show(...Object.values(of("5Y")));
      return;
    }
    zooming.current = setTimeout(() => {
      zooming.current = 0;
      change({ range: `${dateOf(range.min)}..${dateOf(range.max)}` }, false);
    }, DRAG_PAUSE);
  };
  useEffect(() => () => clearTimeout(zooming.current), []);

  const csv = (fields) => address(path, { fields, order: "asc", known_at: knownAt, format: "csv" });
  const fields = mode === "longshort"
    ? [`${focus.key}_long`, `${focus.key}_short`]
    : groups.filter(({ key }) => visible.has(key)).map(({ key }) => (mode === "net" ? `${key}_net` : `${key}_pct_net_oi`));
  const addresses = {
    price: address(`${path}/prices`, { known_at: knownAt, format: "csv" }),
    positions: csv(fields.join(",")),
    measure: address(`${path}/analytics`, { measures, order: "asc", known_at: knownAt, format: "csv" }),
    change: csv(`${focus.key}_change_long,${focus.key}_change_short,${focus.key}_change`),
    interest: csv("open_interest,oi_change"),
  };
  const title = {
    code: market.code, title: `${marketName(market.name)} ${market.code}`, newest: Math.max(newest, bars.x[bars.x.length - 1] ?? 0),
    report: `${market.report_type_display} report, ${market.subtype_display}`, known: knownAt ? ` · as known on ${knownAt}` : "",
    source: `CFTC Commitments of Traders, newest week ${day(weeks.rows[weeks.rows.length - 1].date)}. Drawn by Cotinga.`,
  };
  return h(Charts, { view, timeline, parameters, addresses, market: title });
}
