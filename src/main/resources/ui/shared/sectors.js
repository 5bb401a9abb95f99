// Sectors in the order in which people look for them.
const ORDER = [
  "currencies", "indices", "rates", "crypto", "metals", "energy", "grains", "softs", "livestock", "other",
  "dairy", "electricity", "regional-gas", "environment", "freight", "chemicals",
];

/** Sectors of very many, very special contracts: about half of all markets. They are folded at first. */
export const FOLDED = new Set(["electricity", "regional-gas", "environment", "freight", "chemicals"]);

/** Compares sectors by their keys; unknown ones come last. */
export function compareSectors(one, other) {
  const place = ({ key }) => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  return place(one) - place(other);
}
