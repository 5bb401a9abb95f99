// The search box: finds markets by code, name or exchange.
import { h, useEffect, useMemo, useRef, useState } from "./preact.js";
import { address, useData } from "./api.js";
import { go } from "./router.js";
import { marketName } from "./format.js";

const MOST = 12;

/** One entry for each code, with the reports that have it. */
export function byCode(markets) {
  const entries = new Map();
  for (const market of markets) {
    const entry = entries.get(market.code);
    if (!entry) {
      entries.set(market.code, { ...market, weeksBehind: market.weeks_behind });
    } else {
      entry.weeksBehind = Math.min(entry.weeksBehind, market.weeks_behind);
    }
  }
  return [...entries.values()];
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

export function Search() {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [isUsed, setUsed] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef(null);
  const markets = useMarkets(isUsed);
  const found = useMemo(() => (markets ? matches(markets, text) : []), [markets, text]);

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

  const open = (market) => {
    setOpen(false);
    setText("");
    input.current.blur();
    go(`market/${market.code}`);
  };
  const onKeyDown = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((active + step + found.length) % Math.max(1, found.length));
    } else if (event.key === "Enter" && found[active]) {
      open(found[active]);
    } else if (event.key === "Escape") {
      setOpen(false);
      input.current.blur();
    }
  };
  const isShown = isOpen && text.trim() !== "";
  return h("div", { class: "search", role: "search" },
    h("input", {
      ref: input, type: "search", placeholder: "Search a market  ( / )", value: text, autocomplete: "off", spellcheck: false,
      role: "combobox", "aria-label": "Search a market by code, name or exchange", "aria-expanded": isShown, "aria-controls": "found",
      "aria-autocomplete": "list", "aria-activedescendant": isShown && found[active] ? `found-${active}` : undefined,
      onFocus: () => { setUsed(true); setOpen(true); },
      onBlur: () => setOpen(false),
      onInput: (event) => { setText(event.target.value); setActive(0); setOpen(true); },
      onKeyDown,
    }),
    h("ul", { id: "found", role: "listbox", "aria-label": "Markets", hidden: !isShown },
      found.map((market, index) => h("li", {
        key: market.code, id: `found-${index}`, role: "option", "aria-selected": index === active,
        onMouseDown: (event) => { event.preventDefault(); open(market); },
      },
        h("span", { class: "found-name" }, marketName(market.name)),
        h("span", { class: "muted" }, `${market.code} · ${market.exchange} · ${market.category_display}`))),
      isShown && markets && found.length === 0 && h("li", { class: "muted", role: "option", "aria-disabled": true }, "No market matches")));
}
