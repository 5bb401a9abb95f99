// What a view shows while it has no data, or old data.
import { h } from "./preact.js";
import { reloadAll } from "./api.js";

/** Grey lines in place of the data that are loaded. */
export function Skeleton({ lines = 8 }) {
  return h("div", { class: "skeleton", role: "status", "aria-label": "Loading" },
    Array.from({ length: lines }, (_, line) => h("div", { key: line, class: "skeleton-line" })));
}

/** A list or table without rows. */
export function Empty({ children }) {
  return h("p", { class: "empty" }, children);
}

const TITLES = {
  0: "Cotinga cannot be reached",
  401: "A key is needed",
  403: "This key is not allowed to read this",
  404: "Not found",
  429: "Too many requests",
  503: "Not ready yet",
};

/** When the request is repeated, by the clock of the reader: a text that counts down would be read aloud each second. */
function retryText({ retryAt }) {
  return `The page tries again at ${new Date(retryAt).toLocaleTimeString("en-GB")}.`;
}

function RetryNow() {
  return h("button", { type: "button", onClick: reloadAll }, "Try again now");
}

/** A failed request in place of the data. A request that may succeed later is repeated by itself. */
export function Failure({ problem, children }) {
  return h("section", { class: "failure", role: "alert" },
    h("h2", null, TITLES[problem.status] ?? problem.title),
    problem.detail && h("p", null, problem.detail),
    problem.retryAt && h("p", { class: "muted" }, retryText(problem)),
    problem.retryAt && h(RetryNow),
    children);
}

/** A line above old data whose renewal fails. */
export function StaleNotice({ problem }) {
  return h("p", { class: "notice warning", role: "status" },
    h("span", null, `${TITLES[problem.status] ?? problem.title}. These are the last data received. ${problem.retryAt ? retryText(problem) : ""}`),
    problem.retryAt && h(RetryNow));
}
