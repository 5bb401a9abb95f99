// Parts that are loaded when they are first shown, so that each page loads only what it shows.
import { h, useEffect, useRef, useState } from "./preact.js";
import { Problem } from "./api.js";
import { useSeen } from "./seen.js";
import { Failure, Skeleton } from "./states.js";

const UNREACHABLE = new Problem(0, "Cotinga cannot be reached", "Reload the page to show this view.", null);

/** A component in place of one that is loaded. @param load returns a promise of the component */
export function later(load) {
  let loaded = null;
  return function Later(properties) {
    const [shown, setShown] = useState({ Component: loaded, hasFailed: false });
    useEffect(() => {
      if (loaded === null) {
        load().then((Component) => {
          loaded = Component;
          setShown({ Component, hasFailed: false });
        }, () => setShown({ Component: null, hasFailed: true }));
      }
    }, []);
    if (shown.Component) {
      return h(shown.Component, properties);
    }
    return shown.hasFailed ? h(Failure, { problem: UNREACHABLE }) : h(Skeleton, { lines: 14 });
  };
}

/** The same for a part of a page: it is loaded when its place comes near the visible part. */
export function whenSeen(load) {
  const Loaded = later(load);
  return function WhenSeen(properties) {
    const place = useRef(null);
    return useSeen(place) ? h(Loaded, properties) : h("section", { ref: place, class: "panel" }, h(Skeleton, { lines: 8 }));
  };
}
