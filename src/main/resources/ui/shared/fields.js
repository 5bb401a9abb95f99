// Fields that more than one page has.
import { h, useRef, useState } from "./preact.js";
import { newYorkDate } from "./format.js";

const FIRST_PUBLICATION = "1986-01-15";

/**
 * Chooses the day whose knowledge a page shows, or now.
 *
 * @param value a day or a moment; empty for now
 * @param first the first day to choose
 * @param isNamed whether the name of the field is visible
 * @param onChoose gets a day, or null for now
 */
export function KnownOn({ value, first = FIRST_PUBLICATION, isNamed = true, onChoose }) {
  return h("span", { class: "known-on" },
    h("label", null, h("span", { class: isNamed ? "muted" : "hidden" }, "As known on "), h("input", {
      type: "date", min: first, max: newYorkDate(Date.now()), value: value.slice(0, 10),
      onChange: (event) => event.target.validity.valid && onChoose(event.target.value || null),
    })),
    h("button", { type: "button", disabled: value === "", onClick: () => onChoose(null) }, "Back to now"));
}

/** Shows an address of the API, and copies it. */
export function AddressField({ id, label, url }) {
  const input = useRef(null);
  const [result, setResult] = useState({});
  const copy = async () => {
    input.current.select();
    // browsers offer the clipboard only to pages from HTTPS or from the same machine; the old command works on all
    const isCopied = (await navigator.clipboard?.writeText(url).then(() => true, () => false)) || document.execCommand("copy");
    setResult({ url, text: isCopied ? "Copied." : "The browser did not copy the address. It is selected: copy it with the keyboard." });
  };
  return h("div", { class: "address-field" },
    h("label", { for: id, class: "muted" }, label),
    h("input", { ref: input, id, readonly: true, value: url, onFocus: (event) => event.target.select() }),
    h("button", { type: "button", onClick: copy }, "Copy"),
    h("span", { role: "status", class: "muted" }, result.url === url ? result.text : ""));
}
