// Markets grouped by sector, in the order in which people look for them.
const ORDER = [
  "currencies", "indices", "rates", "crypto", "metals", "energy", "grains", "softs", "livestock", "other",
  "dairy", "electricity", "regional-gas", "environment", "freight", "chemicals",
];

/** Sectors of very many, very special contracts: about half of all markets. They are folded at first. */
const FOLDED = new Set(["electricity", "regional-gas", "environment", "freight", "chemicals"]);

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
  const place = ({ key }) => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  const sorted = [...groups.values()].sort((one, other) => place(one) - place(other));
  sorted.forEach((group) => group.markets.sort((one, other) => one.name.localeCompare(other.name)));
  return sorted;
}
