// The first start: no data are published yet.
import { h } from "../shared/preact.js";
import { moment } from "../shared/format.js";
import { ProgressBar, useStatusUntilPublished } from "../shared/progress.js";
import { Failure } from "../shared/states.js";

/** Shows the progress of the first download, and why there are no data. */
export function FirstStart({ problem }) {
  const status = useStatusUntilPublished();
  if (status?.data_version > 0) {
    return h(Failure, { problem });
  }
  const update = status?.scheduler.update;
  return h("section", { class: "failure panel" },
    h("h1", null, "No data yet"),
    update?.running
      ? [
        h("p", { key: "what" }, "Cotinga is downloading the reports for the first time."),
        h(ProgressBar, { key: "bar", progress: update.progress, seconds: update.progress?.eta_sec, label: "Progress of the download" }),
      ]
      : h("p", null, update?.last_error ? `The last download failed: ${update.last_error}` : problem.detail),
    status && !update.running && h("p", { class: "muted" }, `The next report is expected ${moment(status.scheduler.next_release.expected_at)}. `,
      h("a", { href: "data" }, "What happened?")));
}
