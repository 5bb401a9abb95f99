// What is around every page: name, search, navigation, and the line that says how fresh the data are.
import { h, useEffect, useRef, useState } from "./preact.js";
import { address, hasKey, listen, reloadAll, setKey, useData, watchKey } from "./api.js";
import { isDark } from "./colors.js";
import { day, duration, moment } from "./format.js";
import { Search } from "./search.js";

const STATUS_SECONDS = 60;
const STATUS_SECONDS_OF_RUN = 3;
const THEMES = { system: "Theme: system", light: "Theme: light", dark: "Theme: dark" };

/**
 * @param knownAt the past moment that the page shows, or null for now
 * @param shownVersion the data version that the page shows, or null if it does not say
 */
export function Frame({ path, knownAt, shownVersion, children }) {
  const [isRunning, setRunning] = useState(false);
  const { data: status, problem } = useData(address("cot/status"), isRunning ? STATUS_SECONDS_OF_RUN : STATUS_SECONDS);
  const running = Boolean(status && (status.scheduler.update.running || status.price_update.running));
  useEffect(() => setRunning(running), [running]);

  return h("div", { class: "frame" },
    h("a", { class: "skip", href: "#content", onClick: skipToContent }, "Skip to the content"),
    h("header", { class: "header" },
      h("a", { class: "brand", href: "./" }, h("img", { src: icon(), alt: "", width: 24, height: 24 }), h("span", null, "Cotinga")),
      h("nav", { class: "navigation", "aria-label": "Pages" },
        h(PageLink, { to: "./", isShown: path === "" }, "Overview"),
        h(PageLink, { to: "screener", isShown: path === "screener" }, "Screener"),
        h(PageLink, { to: "data", isShown: path === "data" }, "Data")),
      h(Search),
      h(ThemeSwitch)),
    h("div", { class: "status", role: "region", "aria-label": "State of the data" }, knownAt ? h(PastLine, { knownAt, problem }) : h(StatusLine, { status, problem })),
    h(NewData, { status, shownVersion }),
    problem?.status === 401 && h(KeyForm, { reason: problem.detail }),
    h("main", { id: "content", class: "content", tabindex: -1 }, children),
    h(Footer, { source: status?.price_update.enabled ? status.price_update.source : null }));
}

/** Without the browser's own way, as the address of a fragment is relative to the root of all pages. */
function skipToContent(event) {
  event.preventDefault();
  document.getElementById("content").focus();
}

function icon() {
  return document.querySelector("link[rel=icon]").href;
}

function PageLink({ to, isShown, children }) {
  return h("a", { href: to, "aria-current": isShown ? "page" : undefined }, children);
}

/** The line of a page that shows the past, about which the state of the current data says nothing. */
function PastLine({ knownAt, problem }) {
  return [
    h("span", { key: "past", class: "muted" }, "This page shows what was known on ", h("strong", null, day(knownAt.slice(0, 10))), ". ",
      h("a", { href: "data" }, "State of the current data")),
    problem && h("span", { key: "problem", class: "state warning" }, problem.title),
  ];
}

/** One line: the newest report, its publication, the next release, and what is wrong, if anything is. */
function StatusLine({ status, problem }) {
  const now = useNow();
  if (!status) {
    return h("span", { class: "muted" }, problem ? problem.title : "Loading the state of the data…");
  }
  const variants = Object.values(status.scheduler.variants).filter((variant) => variant.newest_report_date);
  if (variants.length === 0) {
    return h("span", { class: "state warning" }, status.scheduler.update.running ? "The first download is running" : "No data yet");
  }
  const newest = variants.reduce((one, other) => (other.newest_report_date > one.newest_report_date ? other : one));
  const next = status.scheduler.next_release;
  const wait = new Date(next.expected_at) - now;
  return [
    h("span", { key: "newest", class: "status-part" }, "Report of ", h("strong", null, day(newest.newest_report_date)), `, published ${moment(newest.published_at, now)}`),
    h("span", { key: "next", class: "status-part muted" },
      `Next release ${moment(next.expected_at, now)}`, wait > 0 && ` (in ${duration(wait)})`),
    h(States, { key: "state", status, now, problem }),
  ];
}

function States({ status, now, problem }) {
  const states = [];
  if (problem) {
    states.push(["warning", `${problem.title}: last known state`]);
  }
  const late = Object.entries(status.scheduler.variants).filter(([, variant]) => variant.late_since);
  if (late.length > 0) {
    const since = late.map(([, variant]) => variant.late_since).sort().at(-1);
    const which = late.map(([variant, its]) => `${variant.replace("_", "/")} since ${moment(its.late_since, now)}`).join("\n");
    states.push(["warning", `late since ${moment(since, now)}`, which]);
  }
  const withheld = Object.keys(status.withheld);
  if (withheld.length > 0) {
    states.push(["warning", `withheld: ${withheld.map((variant) => variant.replace("_", "/")).join(", ")}`]);
  }
  const stale = status.price_update.stale_symbols?.length ?? 0;
  if (stale > 0) {
    states.push(["warning", `stale prices: ${stale}`]);
  }
  if (status.scheduler.update.running || status.price_update.running) {
    states.push(["info", status.scheduler.update.running ? "reports are being updated" : "prices are being updated"]);
  }
  if (!states.some(([kind]) => kind === "warning")) {
    states.unshift(["good", "fresh"]);
  }
  return h("span", { class: "states" }, states.map(([kind, text, title]) => h("span", { key: text, class: `state ${kind}`, title }, text)));
}

function useNow() {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/**
 * Offers to reload the view when a newer data version is published, as an event or the state of the data says.
 *
 * @param shownVersion the data version that the view shows, or null for the first one that this component learns of
 */
function NewData({ status, shownVersion }) {
  const [event, setEvent] = useState(null);
  const [accepted, setAccepted] = useState(0);
  const first = useRef(0);
  useEffect(() => {
    const start = () => listen("cot/events", (type, data) => type === "publication" && setEvent(data));
    let stop = start();
    const unwatch = watchKey(() => {
      stop();
      stop = start();
    });
    return () => {
      stop();
      unwatch();
    };
  }, []);
  const newest = (event?.data_version ?? 0) > (status?.data_version ?? 0) ? event : status;
  const version = newest?.data_version ?? 0;
  first.current ||= version;
  if (version <= Math.max(shownVersion ?? first.current, accepted)) {
    return null;
  }
  const reload = () => {
    setAccepted(version);
    reloadAll();
  };
  return h("div", { class: "notice info", role: "status" },
    `New data were published (report of ${day(newest.data.overall.last_date)}). `,
    h("button", { type: "button", onClick: reload }, "Reload the view"));
}

/** Asks for the key that reads need; it is kept in memory only. */
export function KeyForm({ reason }) {
  const [text, setText] = useState("");
  const submit = (event) => {
    event.preventDefault();
    setKey(text.trim());
  };
  return h("form", { class: "notice key-form", onSubmit: submit },
    h("label", { for: "key" }, "API key"),
    h("input", { id: "key", type: "password", autocomplete: "off", value: text, onInput: (event) => setText(event.target.value) }),
    h("button", { type: "submit", disabled: text.trim() === "" }, "Use this key"),
    h("span", { class: "muted" }, hasKey() ? `The key was not accepted. ${reason ?? ""}` : "This page keeps it in memory until you leave.")); 
}

function ThemeSwitch() {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme ?? "system");
  const choose = (event) => {
    const chosen = event.target.value;
    if (chosen === "system") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = chosen;
    }
    try {
      if (chosen === "system") {
        localStorage.removeItem("theme");
      } else {
        localStorage.setItem("theme", chosen);
      }
    } catch {
      // storage is switched off: the choice ends with the page
    }
    setTheme(chosen);
    dispatchEvent(new Event("themechange"));
  };
  return h("label", { class: "theme" }, h("span", { class: "hidden" }, "Colours"),
    h("select", { value: theme, onChange: choose }, Object.entries(THEMES).map(([value, name]) => h("option", { key: value, value }, name))));
}

/** Draws a component again when the colours change; returns whether they are dark. */
export function useDark() {
  const [dark, setDark] = useState(isDark);
  useEffect(() => {
    const update = () => setDark(isDark());
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", update);
    addEventListener("themechange", update);
    return () => {
      system.removeEventListener("change", update);
      removeEventListener("themechange", update);
    };
  }, []);
  return dark;
}

const PRICE_SOURCES = {
  yahoo: "Prices: Yahoo Finance, for personal use under its terms.",
  csv: "Prices: a file of this installation's operator.",
};

function Footer({ source }) {
  return h("footer", { class: "footer" },
    h("span", null, "Positions: CFTC, Commitments of Traders (public domain). "),
    source && h("span", null, (PRICE_SOURCES[source] ?? `Prices: ${source}.`) + " "),
    h("a", { href: "../api/docs" }, "API"));
}
