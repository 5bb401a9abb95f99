// The first start: no data are published yet.
import { h, useEffect, useRef } from "../shared/preact.js";
import { address, reloadAll, useData } from "../shared/api.js";
import { duration, moment } from "../shared/format.js";
import { Failure } from "../shared/states.js";

const SECONDS = 2;

/** Shows the progress of the first download, and requests the data as soon as they are published. */
export function FirstStart({ problem }) {
  const { data: status } = useData(address("cot/status"), SECONDS);
  const version = status?.data_version ?? 0;
  const first = useRef(version);
  useEffect(() => {
    if (version > first.current) {
      first.current = version;
      reloadAll();
    }
  }, [version]);

  if (version > 0) {
    return h(Failure, { problem });
  }
  const update = status?.scheduler.update;
  return h("section", { class: "failure panel" },
    h("h1", null, "No data yet"),
    update?.running
      ? [h("p", { key: "what" }, "Cotinga is downloading the reports for the first time."), h(RunProgress, { key: "bar", progress: update.progress })]
      : h("p", null, update?.last_error ? `The last download failed: ${update.last_error}` : problem.detail),
    status && !update.running && h("p", { class: "muted" }, `The next report is expected ${moment(status.scheduler.next_release.expected_at)}. `,
      h("a", { href: "data" }, "What happened?")));
}

function RunProgress({ progress }) {
  if (!progress) {
    return h("p", { class: "muted" }, "The run is being prepared.");
  }
  return [
    h("progress", { key: "bar", max: 100, value: progress.percent, "aria-label": "Progress of the download" }),
    h("p", { key: "text", class: "muted" },
      `${progress.done} of ${progress.planned} files${progress.eta_sec ? `, about ${duration(progress.eta_sec * 1000)} left` : ""}`),
  ];
}
