// The only place that sends requests. Every address is one of the documented API.
import { useEffect, useRef, useState } from "./preact.js";

const API = new URL("../api/v1/", document.baseURI);
const RETRY_SECONDS = 5;
const LONGEST_RETRY_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 600;
const REMEMBERED = 30;
const REMEMBERED_PAST = 6;

/** The last data of addresses, for the time without a network. */
const remembered = new Map();
const onReload = new Set();
const onKey = new Set();
let key = null;
/** How requests use the browser's cache: after a reload, each response is revalidated. */
let cache = "default";

/** A request that failed: the problem that the API returned, or an unreachable service (status 0). */
export class Problem extends Error {
  constructor(status, title, detail, retryAfter) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.retryAfter = retryAfter;
    /** When the request is repeated, in milliseconds; null if it is not. */
    this.retryAt = null;
  }

  /** Whether the same request may succeed later. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

/** Keeps an API key until the page is left; null forgets it. */
export function setKey(value) {
  key = value || null;
  onKey.forEach((listener) => listener());
  reloadAll();
}

export function hasKey() {
  return key !== null;
}

/** Calls a function when the key changes; returns what ends that. */
export function watchKey(listener) {
  onKey.add(listener);
  return () => onKey.delete(listener);
}

/**
 * The address of an operation, such as `cot/overview`. Parameters that are empty are left out; a list is joined by commas.
 */
export function address(path, parameters = {}) {
  const url = new URL(path, API);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== "") {
      url.searchParams.set(name, String(value));
    }
  }
  return url.href.replaceAll("%2C", ",").replaceAll("%3A", ":");
}

function headers(more) {
  return key === null ? more : { ...more, "X-API-Key": key };
}

async function problemOf(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // a proxy answered with something else: the status is all there is
  }
  const seconds = Number(response.headers.get("Retry-After"));
  return new Problem(response.status, body.title ?? `HTTP ${response.status}`, body.detail ?? "", seconds > 0 ? seconds : null);
}

async function send(url, options = {}) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", cache, ...options, headers: headers(options.headers ?? {}) });
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Problem(0, "Cotinga cannot be reached", "Check the network, and whether the service is running.", null);
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

/** Reads JSON from an address. */
export async function read(url, signal) {
  const data = await (await send(url, { signal, headers: { Accept: "application/json" } })).json();
  remember(url, data);
  return data;
}

/** Keeps the data of the last addresses; of past moments only a few, as a slider passes very many. */
function remember(url, data) {
  remembered.delete(url);
  remembered.set(url, data);
  const urls = [...remembered.keys()];
  const past = urls.filter((other) => other.includes("known_at="));
  remembered.delete(past.length > REMEMBERED_PAST ? past[0] : urls.length > REMEMBERED ? urls[0] : null);
}

/** How many seconds to wait after a failure: what the service requests, or longer after each failure. */
function secondsUntilRetry(problem, failures) {
  return problem.retryAfter ? Math.min(problem.retryAfter, LONGEST_WAIT_SECONDS) : Math.min(RETRY_SECONDS * failures, LONGEST_RETRY_SECONDS);
}

/** Sends JSON to an operation of the administration, and returns what it answers. */
export async function post(path, body) {
  const response = await send(address(path), {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.status === 204 ? null : response.json();
}

/** Saves the response of an address as a file, also when reads need a key. */
export async function download(url, name) {
  const blob = await (await send(url)).blob();
  saveAs(URL.createObjectURL(blob), name);
}

/** Saves what an address of this page holds as a file. */
export function saveAs(href, name) {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** Requests all shown data again. */
export function reloadAll() {
  cache = "no-cache";
  onReload.forEach((reload) => reload());
}

/**
 * The data of an operation, as a component shows them.
 *
 * `data` are the newest that there are: null before the first response; those of the address before while the next is loaded
 * (`isPrevious`); the last known ones while a request fails (`problem`). A request that may succeed later is repeated. A page that is
 * hidden repeats no request until it is visible.
 *
 * @param {string|null} url as `address` returns it; null requests nothing
 * @param {number} everySeconds how often to request it again; 0 for never
 */
export function useData(url, everySeconds = 0) {
  const [result, setResult] = useState({ url: null, data: null, problem: null });
  const [attempt, setAttempt] = useState(0);
  const shown = useRef(null);

  useEffect(() => {
    const reload = () => setAttempt((count) => count + 1);
    onReload.add(reload);
    return () => onReload.delete(reload);
  }, []);

  useEffect(() => {
    if (url === null) {
      return undefined;
    }
    const controller = new AbortController();
    let timer = 0;
    let failures = 0;
    let isDue = false;
    const repeat = () => {
      isDue = document.hidden;
      if (!isDue) {
        request();
      }
    };
    const repeatIfDue = () => isDue && repeat();
    const request = () =>
      read(url, controller.signal).then(
        (data) => {
          failures = 0;
          shown.current = data;
          setResult({ url, data, problem: null });
          if (everySeconds > 0) {
            timer = setTimeout(repeat, everySeconds * 1000);
          }
        },
        (problem) => {
          if (problem.name === "AbortError") {
            return;
          }
          if (problem.isPassing || everySeconds > 0) {
            failures++;
            const wait = secondsUntilRetry(problem, failures) * 1000;
            problem.retryAt = Date.now() + wait;
            timer = setTimeout(repeat, wait);
          }
          setResult({ url, data: remembered.get(url) ?? null, problem });
        },
      );
    document.addEventListener("visibilitychange", repeatIfDue);
    request();
    return () => {
      document.removeEventListener("visibilitychange", repeatIfDue);
      controller.abort();
      clearTimeout(timer);
    };
  }, [url, attempt, everySeconds]);

  if (url === null) {
    return { data: null, problem: null, isPrevious: false };
  }
  return result.url === url
    ? { data: result.data, problem: result.problem, isPrevious: false }
    : { data: remembered.get(url) ?? shown.current, problem: null, isPrevious: !remembered.has(url) };
}

/**
 * Listens for server-sent events by fetch, since EventSource cannot send a key. Reconnects until it is stopped. A page that is hidden does
 * not listen: a browser has few connections to a host, and the pages of other tabs need them.
 *
 * @param onEvent gets the type and the data of each event
 * @returns what stops it
 */
export function listen(path, onEvent) {
  let controller = null;
  let lastId = null;

  const receive = async (signal) => {
    const response = await send(address(path), {
      signal,
      headers: { Accept: "text/event-stream", ...(lastId === null ? {} : { "Last-Event-ID": lastId }) },
    });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
      const events = text.split("\n\n");
      text = events.pop();
      for (const event of events) {
        const fields = Object.fromEntries(event.split("\n").map((line) => line.split(/: (.*)/s)));
        lastId = fields.id ?? lastId;
        if (fields.event && fields.data) {
          onEvent(fields.event, JSON.parse(fields.data));
        }
      }
    }
  };

  const receiveUntilStopped = async (signal) => {
    while (!signal.aborted) {
      let seconds = RETRY_SECONDS;
      try {
        await receive(signal);
      } catch (problem) {
        seconds = problem.isPassing === false ? LONGEST_RETRY_SECONDS : secondsUntilRetry(problem, 1);
      }
      if (!signal.aborted) {
        await new Promise((resume) => setTimeout(resume, seconds * 1000));
      }
    }
  };

  const pause = () => {
    controller?.abort();
    controller = null;
  };
  const follow = () => {
    if (document.visibilityState === "hidden") {
      pause();
    } else if (controller === null) {
      controller = new AbortController();
      receiveUntilStopped(controller.signal);
    }
  };
  addEventListener("pagehide", pause);
  addEventListener("pageshow", follow);
  document.addEventListener("visibilitychange", follow);
  follow();
  return () => {
    removeEventListener("pagehide", pause);
    removeEventListener("pageshow", follow);
    document.removeEventListener("visibilitychange", follow);
    pause();
  };
}
