// Markets grouped by sector.
import { FOLDED, compareSectors } from "../shared/sectors.js";

/** The sectors that have markets: `{key, name, isFolded, markets}`, the markets by name. */
export function sectors(markets, withLagging) {
  const groups = new Map();
  for (const market of markets) {
    if (market.weeks_behind === 0 || withLagging) {
      const group = groups.get(market.category) ?? { key: market.category, name: market.category_display, isFolded: FOLDED.has(market.category), markets: [] };
      group.markets.push(market);
      groups.set(market.category, group);
    }
  }
  const sorted = [...groups.values()].sort(compareSectors);
  sorted.forEach((group) => group.markets.sort((one, other) => one.name.localeCompare(other.name)));
  return sorted;
}
