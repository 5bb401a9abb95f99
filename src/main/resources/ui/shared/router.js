// The page and its state, which are the URL: back, forward, reload and sharing work.
import { useEffect, useState } from "./preact.js";

const ROOT = new URL(document.baseURI);
const listeners = new Set();

/** The shown page: its path below the root, such as `market/088691`, and the parameters of its query. */
function current() {
  return {
    path: decodeURIComponent(location.pathname.slice(ROOT.pathname.length)),
    parameters: Object.fromEntries(new URLSearchParams(location.search)),
  };
}

function changed() {
  listeners.forEach((listener) => listener(current()));
}

addEventListener("popstate", changed);

/** The address of a page, relative to the root. Parameters that are empty are left out. */
export function href(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== ""));
  const text = query.toString();
  return (path || "./") + (text ? "?" + text : "");
}

/** Shows another page. */
export function go(path, parameters) {
  history.pushState(null, "", new URL(href(path, parameters), ROOT));
  changed();
  scrollTo(0, 0);
}

/**
 * Changes parameters of the shown page; null removes one.
 *
 * @param {boolean} keep whether the browser's "back" returns to the state before
 */
export function change(parameters, keep = true) {
  const { path, parameters: before } = current();
  const address = new URL(href(path, { ...before, ...parameters }), ROOT);
  if (address.href === location.href) {
    return;
  }
  history[keep ? "pushState" : "replaceState"](null, "", address);
  changed();
}

export function useLocation() {
  const [shown, show] = useState(current);
  useEffect(() => {
    listeners.add(show);
    return () => listeners.delete(show);
  }, []);
  return shown;
}

/** Lets links between pages change the page without loading it again. */
export function followLinks() {
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const address = new URL(link.href);
    const isPage = address.origin === ROOT.origin && address.pathname.startsWith(ROOT.pathname) && !link.target && !link.download;
    if (isPage && !address.hash) {
      event.preventDefault();
      history.pushState(null, "", address);
      changed();
      scrollTo(0, 0);
    }
  });
}
