// Another market whose net positions are drawn over those of the page.
import { h, useMemo, useState } from "../shared/preact.js";
import { address, useData } from "../shared/api.js";
import { marketName } from "../shared/format.js";
import { matches, useMarkets } from "../shared/search.js";
import { primaryReport, reportKey, speculativeGroup } from "./reports.js";

/** The net positions of another market's speculative group, in the same report if it has that. */
export function useOther(code, report, knownAt) {
  const { data: reports } = useData(code ? address("cot/markets", { search: code }) : null);
  const own = reports?.filter((market) => market.code === code) ?? [];
  const chosen = own.length === 0 ? null : own.some((market) => reportKey(market) === report) ? report : primaryReport(own);
  const group = chosen && speculativeGroup(chosen.split("/")[0]);
  const { data } = useData(chosen && address(`cot/markets/${chosen}/${code}`, { fields: `${group}_net`, order: "asc", known_at: knownAt }));
  return useMemo(() => {
    if (!data || data.market.code !== code) {
      return null;
    }
    const short = data.groups.find(({ key }) => key === group)?.short;
    return { code, name: `${marketName(data.market.name)} ${short}`, dates: data.weeks.map((week) => week.date), net: data.weeks.map((week) => week[`${group}_net`]) };
  }, [data, code]);
}

export function OtherMarket({ code, other, onChoose }) {
  const [text, setText] = useState("");
  const [isUsed, setUsed] = useState(false);
  const [active, setActive] = useState(0);
  const markets = useMarkets(isUsed);
  const found = useMemo(() => (markets ? matches(markets, text, 8) : []), [markets, text]);
  const choose = (market) => {
    setText("");
    onChoose(market.code);
  };
  const onKeyDown = (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(1, found.length));
    } else if (event.key === "Enter" && found[active]) {
      event.preventDefault();
      choose(found[active]);
    } else if (event.key === "Escape") {
      setText("");
    }
  };
  if (code) {
    return h("button", { type: "button", class: "chip", "aria-pressed": true, onClick: () => onChoose(null), title: "Remove it from the chart" },
      `${other ? other.name : code} ✕`);
  }
  const isShown = text.trim() !== "";
  return h("div", { class: "search other-search" },
    h("input", {
      type: "search", placeholder: "Compare with…", value: text, autocomplete: "off", spellcheck: false,
      role: "combobox", "aria-label": "Draw the net positions of another market", "aria-expanded": isShown, "aria-controls": "other-found", "aria-autocomplete": "list",
      "aria-activedescendant": isShown && found[active] ? `other-${active}` : undefined,
      onFocus: () => setUsed(true), onBlur: () => setText(""), onInput: (event) => { setText(event.target.value); setActive(0); }, onKeyDown,
    }),
    h("ul", { id: "other-found", role: "listbox", "aria-label": "Markets to compare with", hidden: !isShown },
      found.map((market, index) => h("li", {
        key: market.code, id: `other-${index}`, role: "option", "aria-selected": index === active,
        onMouseDown: (event) => { event.preventDefault(); choose(market); },
      }, h("span", null, marketName(market.name)), h("span", { class: "muted" }, `${market.code} · ${market.exchange}`))),
      isShown && markets && found.length === 0 && h("li", { class: "muted", role: "option", "aria-disabled": true }, "No market matches")));
}
