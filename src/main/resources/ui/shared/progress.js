// The progress of runs.
import { h, useEffect, useRef } from "./preact.js";
import { address, reloadAll, useData } from "./api.js";
import { duration, moment } from "./format.js";

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

/** The state of the service for the time without data; requests the data again as soon as a run has published something. */
export function useStatusUntilPublished() {
  const { data: status } = useData(address("cot/status"), SECONDS);
  const version = status?.data_version ?? 0;
  const first = useRef(0);
  useEffect(() => {
    if (version > first.current) {
      first.current = version;
      reloadAll();
    }
  }, [version]);
  return status;
}

/** For the time without data: the progress of the report run. */
export function UpdateProgress() {
  const status = useStatusUntilPublished();
  if (!status) {
    return null;
  }
  const { update, next_release: next } = status.scheduler;
  return update.running
    ? h(ProgressBar, { progress: update.progress, seconds: update.progress?.eta_sec, label: "Progress of the report run" })
    : h("p", { class: "muted" }, `The next report is expected ${moment(next.expected_at)}. `, h("a", { href: "data" }, "Show the state of the data"));
}
