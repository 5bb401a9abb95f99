// The progress of runs.
import { h, useEffect, useRef } from "../shared/preact.js";
import { address, reloadAll, useData } from "../shared/api.js";
import { duration, moment } from "../shared/format.js";

const SECONDS = 3;

/** A bar with the finished and planned steps of a run. */
export function ProgressBar({ progress, seconds, label }) {
  if (!progress) {
    return h("p", { class: "muted" }, "The run is being prepared.");
  }
  const left = seconds ? `, about ${duration(seconds * 1000)} left` : "";
  return h("div", { class: "run-progress" },
    h("progress", { max: 100, value: progress.percent, "aria-label": label }),
    h("span", { class: "muted" }, `${progress.done} of ${progress.planned} steps${left}`));
}

/** For the time without data: the progress of the report run, and the page itself as soon as it has published something. */
export function UpdateProgress() {
  const { data: status } = useData(address("cot/status"), SECONDS);
  const version = status?.data_version ?? null;
  const first = useRef(null);
  useEffect(() => {
    if (first.current !== null && version > first.current) {
      reloadAll();
    }
    first.current = version ?? first.current;
  }, [version]);
  if (!status) {
    return null;
  }
  const { update, next_release: next } = status.scheduler;
  return update.running
    ? h(ProgressBar, { progress: update.progress, seconds: update.progress?.eta_sec, label: "Progress of the report run" })
    : h("p", { class: "muted" }, `The next report is expected ${moment(next.expected_at)}. `, h("a", { href: "data" }, "Show the state of the data"));
}
