// What the colours of the diverging scale look like, from the lowest to the highest.
import { h } from "./preact.js";
import { diverging } from "./colors.js";

export function Scale() {
  return h("span", { class: "legend-scale", "aria-hidden": true },
    [-1, -0.66, -0.33, 0, 0.33, 0.66, 1].map((position) => h("i", { key: position, style: { background: diverging(position).background } })));
}
