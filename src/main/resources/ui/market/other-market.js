// Another market whose net positions are drawn over those of the page.
import { h, useMemo, useState } from "../shared/preact.js";
import { address, useData } from "../shared/api.js";
import { marketName } from "../shared/format.js";
import { MarketList, boxOf, useMarketChoice } from "../shared/search.js";
import { primaryReport, reportKey } from "../shared/reports.js";
import { groupOf } from "./reports.js";

const MOST = 8;

/** The positions of another market's speculative group, in the same report if it has that. */
export function useOther(code, report, knownAt) {
  const { data: reports } = useData(code ? address("cot/markets", { search: code }) : null);
  const own = reports?.filter((market) => market.code === code) ?? [];
  const chosen = own.length === 0 ? null : own.some((market) => reportKey(market) === report) ? report : primaryReport(own);
  const group = chosen && groupOf(chosen.split("/")[0], "spec");
  const { data } = useData(chosen && address(`cot/markets/${chosen}/${code}`, { fields: `${group}_long,${group}_short,${group}_net,${group}_pct_net_oi`, order: "asc", known_at: knownAt }));
  return useMemo(() => {
    if (!data || data.market.code !== code) {
      return null;
    }
    const short = data.groups.find(({ key }) => key === group)?.short;
    const weeks = new Map(data.weeks.map((week) => [week.date, week]));
    return { code, name: `${marketName(data.market.name)} ${short}`, valueOf: (date, field) => weeks.get(date)?.[`${group}_${field}`] ?? null };
  }, [data, code]);
}

export function OtherMarket({ code, other, onChoose }) {
  const [text, setText] = useState("");
  const [isUsed, setUsed] = useState(false);
  const choice = useMarketChoice({
    text,
    isWanted: isUsed,
    most: MOST,
    onTake: (market) => {
      setText("");
      onChoose(market.code);
    },
  });
  if (code) {
    return h("button", { type: "button", class: "chip", "aria-pressed": true, onClick: () => onChoose(null), title: "Remove it from the chart" },
      `${other ? other.name : code} ✕`);
  }
  const isShown = text.trim() !== "";
  return h("div", { class: "search other-search" },
    h("input", {
      ...boxOf(choice, "other-found", isShown),
      placeholder: "Compare with…", value: text, "aria-label": "Draw the net positions of another market",
      onFocus: () => setUsed(true),
      onBlur: () => setText(""),
      onInput: (event) => { setText(event.target.value); choice.setActive(0); },
      onKeyDown: (event) => (event.key === "Escape" ? setText("") : choice.onKeyDown(event)),
    }),
    h(MarketList, { choice, id: "other-found", label: "Markets to compare with", isShown, describe: (market) => `${market.code} · ${market.exchange}` }));
}
