// Pages that are loaded when they are first opened, so that each page loads only what it shows.
import { h, useEffect, useState } from "./preact.js";
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
