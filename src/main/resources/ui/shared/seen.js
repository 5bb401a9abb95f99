// Whether a part of the page was ever near the visible part: what only it needs is requested then.
import { useEffect, useState } from "./preact.js";

/** @param element a reference to an element */
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
