// Parts that are loaded when they are first shown, so that each page loads only what it shows.
import { h, useEffect, useRef, useState } from "./preact.js";
import { Problem } from "./api.js";
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

/** Whether an element was ever near the visible part of the page. @param element a reference to it */
export function useSeen(element) {
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (isSeen) {
      return undefined;
    }
    const observer = new IntersectionObserver(([entry]) => entry.isIntersecting && setSeen(true), { rootMargin: "200px" });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [isSeen]);
  return isSeen;
}

/** The same for a part of a page: it is loaded when its place comes near the visible part. */
export function whenSeen(load) {
  const Loaded = later(load);
  return function WhenSeen(properties) {
    const place = useRef(null);
    return useSeen(place) ? h(Loaded, properties) : h("section", { ref: place, class: "panel" }, h(Skeleton, { lines: 8 }));
  };
}
