// The search box: finds markets by code, name or exchange.
import { h, useEffect, useMemo, useRef, useState } from "./preact.js";
import { address, useData } from "./api.js";
import { primaryReport } from "./reports.js";
import { go, href } from "./router.js";
import { marketName } from "./format.js";

const MOST = 12;
const HAS_KEYS = matchMedia("(hover: hover)").matches;

/** One entry for each code, with the report to start with. */
function byCode(markets) {
  const entries = new Map();
  for (const market of markets) {
    entries.set(market.code, [...(entries.get(market.code) ?? []), market]);
  }
  return [...entries.values()].map((reports) => ({
    ...reports[0], report: primaryReport(reports), weeksBehind: Math.min(...reports.map((report) => report.weeks_behind)),
  }));
}

/** The address of a market's page that shows the report to start with. */
export function marketAddress({ code, report }) {
  return href(`market/${code}`, { report });
}

/** The markets that match all words, the best first: by code, then by the start of the name, then current before old. */
export function matches(markets, text, most = MOST) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return [];
  }
  const rank = (market) => {
    const name = market.name.toLowerCase();
    const code = market.code.toLowerCase();
    return (code === words[0] ? 0 : code.startsWith(words[0]) ? 1 : name.startsWith(words[0]) ? 2 : 3) * 2 + (market.weeksBehind > 0 ? 1 : 0);
  };
  return markets
    .filter((market) => {
      const text = `${market.code} ${market.name} ${market.exchange} ${market.category_display}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((market) => ({ market, rank: rank(market) }))
    .sort((one, other) => one.rank - other.rank || one.market.name.localeCompare(other.market.name))
    .slice(0, most)
    .map(({ market }) => market);
}

export function useMarkets(isWanted) {
  const { data } = useData(isWanted ? address("cot/markets") : null);
  return useMemo(() => (data ? byCode(data) : null), [data]);
}

/**
 * The markets that match a text, of which arrows choose one and Enter takes it.
 *
 * @param isWanted whether the list of markets is needed
 * @returns what was found, the place that arrows chose, and the handler of keys
 */
export function useMarketChoice({ text, isWanted, most = MOST, onTake }) {
  const [active, setActive] = useState(0);
  const markets = useMarkets(isWanted);
  const found = useMemo(() => (markets ? matches(markets, text, most) : []), [markets, text]);
  const onKeyDown = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((active + step + found.length) % Math.max(1, found.length));
    } else if (event.key === "Enter" && found[active]) {
      event.preventDefault();
      onTake(found[active]);
    }
  };
  return { isLoaded: markets !== null, found, active, setActive, onKeyDown, onTake };
}

/** The attributes of the box of a choice, whose list has an id. */
export function boxOf(choice, id, isShown) {
  return {
    type: "search", autocomplete: "off", spellcheck: false, role: "combobox", "aria-expanded": isShown, "aria-controls": id,
    "aria-autocomplete": "list", "aria-activedescendant": isShown && choice.found[choice.active] ? `${id}-${choice.active}` : undefined,
  };
}

/** The list of a choice. @param describe returns what stands below the name of a market */
export function MarketList({ choice, id, label, isShown, describe }) {
  useEffect(() => document.getElementById(`${id}-${choice.active}`)?.scrollIntoView({ block: "nearest" }), [choice.active]);
  return h("ul", { id, role: "listbox", "aria-label": label, hidden: !isShown },
    choice.found.map((market, index) => h("li", {
      key: market.code, id: `${id}-${index}`, role: "option", "aria-selected": index === choice.active,
      onMouseDown: (event) => { event.preventDefault(); choice.onTake(market); },
    },
      h("span", null, marketName(market.name)),
      h("span", { class: "muted" }, describe(market)))),
    isShown && choice.isLoaded && choice.found.length === 0 && h("li", { class: "muted", role: "option", "aria-disabled": true }, "No market matches"));
}

export function Search() {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [isUsed, setUsed] = useState(false);
  const input = useRef(null);
  const choice = useMarketChoice({
    text,
    isWanted: isUsed,
    onTake: (market) => {
      setOpen(false);
      setText("");
      input.current.blur();
      go(`market/${market.code}`, { report: market.report });
    },
  });

  useEffect(() => {
    const focus = (event) => {
      const isTyping = /^(input|textarea|select)$/i.test(event.target.tagName);
      if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        input.current.focus();
      }
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);

  const onKeyDown = (event) => {
    if (event.key === "Escape") {
      setOpen(false);
      input.current.blur();
    } else {
      choice.onKeyDown(event);
    }
  };
  const isShown = isOpen && text.trim() !== "";
  return h("div", { class: "search", role: "search" },
    h("input", {
      ...boxOf(choice, "found", isShown),
      ref: input, placeholder: HAS_KEYS ? "Search a market  ( / )" : "Search a market", value: text, "aria-label": "Search a market by code, name or exchange",
      onFocus: () => { setUsed(true); setOpen(true); },
      onBlur: () => setOpen(false),
      onInput: (event) => { setText(event.target.value); choice.setActive(0); setOpen(true); },
      onKeyDown,
    }),
    h(MarketList, { choice, id: "found", label: "Markets", isShown, describe: (market) => `${market.code} · ${market.exchange} · ${market.category_display}` }));
}
