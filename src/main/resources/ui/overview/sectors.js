// Markets grouped by sector.
import { FOLDED, compareSectors } from "../shared/sectors.js";

/**
 * The sectors that have markets: `{key, mark, name, isOpen, markets}`, the markets by name.
 *
 * @param opened the marks of the sectors that are not as at first: opened ones by key, closed ones with a minus
 */
export function sectors(markets, withLagging, opened) {
  const groups = new Map();
  for (const market of markets) {
    if (market.weeks_behind === 0 || withLagging) {
      const { category: key, category_display: name } = market;
      const isFolded = FOLDED.has(key);
      const mark = isFolded ? key : `-${key}`;
      const group = groups.get(key) ?? { key, mark, name, isOpen: isFolded === opened.includes(mark), markets: [] };
      group.markets.push(market);
      groups.set(key, group);
    }
  }
  const sorted = [...groups.values()].sort(compareSectors);
  sorted.forEach((group) => group.markets.sort((one, other) => one.name.localeCompare(other.name)));
  return sorted;
}
