// What needs a key: the list of runs, their steps and live progress, the caches, and the commands.
import { h, useEffect, useState } from "../shared/preact.js";
import { address, listen, post, setKey, useData } from "../shared/api.js";
import { count, duration, exact, percent, plural } from "../shared/format.js";
import { KeyForm } from "../shared/frame.js";
import { change } from "../shared/router.js";
import { Empty, Failure, Skeleton, StaleNotice } from "../shared/states.js";
import { ProgressBar } from "../shared/progress.js";
import { DataTable, Mark, Pages, offsetIn, time } from "./section.js";
import { Errors, Outcome } from "./state.js";

const PAGE = 10;
const SECONDS_OF_RUN = 20;
const STEPS = { planned: ["info", "Planned"], started: ["info", "Running"], done: ["good", "Done"], failed: ["warning", "Failed"], skipped: ["info", "Skipped"] };
const COUNTS = ["Weeks read#", "New or changed#", "Malformed#", "Bytes#"];
const CAUSES = { timer: "Schedule", start: "Start of the service", manual: "By hand", once: "Once", inbox: "Inbox" };

/**
 * @param isKnown whether a key was given
 * @param isAsked whether the frame of the page asks for a key already, as all reads need one
 */
export function Administration({ parameters, isKnown, isAsked }) {
  const [renewal, setRenewal] = useState(0);
  const [rejection, setRejection] = useState(null);
  const url = address("admin/runs", { limit: PAGE, offset: offsetIn(parameters, "runs") });
  const { data, problem } = useData(isKnown ? renewed(url, renewal) : null);
  const isRejected = problem?.status === 401 || problem?.status === 403;
  const renew = () => setRenewal((count) => count + 1);
  useEffect(() => {
    if (isRejected) {
      setRejection(`${problem.status === 401 ? "The key was not accepted." : "This key has no scope admin."} ${problem.detail}`);
      if (problem.status === 401) {
        setKey(null); // public reads reject a wrong key too
        renew();
      }
    }
  }, [isRejected]);

  if (!isKnown || isRejected) {
    return [
      h("p", { key: "text" }, "Runs, caches and commands require a key with the scope admin."),
      rejection && h("p", { key: "rejection", class: "notice warning", role: "alert" }, rejection),
      !isAsked && h(KeyForm, { key: "form" }),
    ];
  }
  if (!data) {
    return problem ? h(Failure, { problem }) : h(Skeleton, { lines: 8 });
  }
  const opened = Number(parameters.run) || null;
  return [
    problem && h(StaleNotice, { key: "stale", problem }),
    h(Commands, { key: "commands", onStart: renew }),
    h("h3", { key: "runs" }, "All runs"),
    data.total === 0 ? h(Empty, { key: "none" }, "No run yet.") : h(RunList, { key: "list", page: data, opened }),
    h(Pages, { key: "pages", name: "runs", page: data }),
    opened !== null && h(RunDetails, { key: `run ${opened}`, id: opened, onEnd: renew }),
    h(FoldedCaches, { key: "caches" }),
  ];
}

/** An address that is requested again when the number changes. The API allows few requests of this kind, so nothing else is. */
function renewed(url, number) {
  return `${url}#${number}`;
}

function RunList({ page, opened }) {
  return h(DataTable, {
    caption: "Runs, newest first", columns: ["Run", "Kind", "Cause", "Outcome", "Started, New York", "Duration#", "Weeks read#", "New or changed#", "Steps"],
    rows: page.items.map((run) => h("tr", { key: run.id, class: run.id === opened ? "is-opened" : "" },
      h("th", { scope: "row" }, run.id),
      h("td", null, run.kind === "reports" ? "Reports" : "Prices"),
      h("td", null, CAUSES[run.cause] ?? run.cause),
      h("td", null, h(Outcome, { status: run.status }), run.progress && run.status === "running" ? ` ${run.progress.percent} %` : ""),
      h("td", null, time(run.started_at)),
      h("td", { class: "number" }, duration(run.duration_sec * 1000)),
      h("td", { class: "number" }, exact(run.counts.weeks_read)),
      h("td", { class: "number" }, exact(run.counts.weeks_written)),
      h("td", null, h("button", {
        type: "button", class: "small", "aria-pressed": run.id === opened, "aria-label": `Steps of run ${run.id}`,
        onClick: () => change({ run: run.id === opened ? null : run.id }, false),
      }, "Steps")))),
  });
}

/** Buttons that start runs and empty the caches, and what came of it. */
function Commands({ onStart }) {
  const [result, setResult] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const order = async (send) => {
    setBusy(true);
    try {
      setResult({ kind: "info", text: await send() });
    } catch (problem) {
      setResult({ kind: "warning", text: `${problem.title}. ${problem.detail ?? ""}` });
    } finally {
      setBusy(false);
    }
  };
  const start = (kind) => order(async () => {
    const run = await post("admin/runs", { kind });
    change({ run: run.id, runs: null }, false);
    onStart();
    return `Run ${run.id} (${kind}) was started.`;
  });
  const empty = () => confirm("Empty all caches? The next requests are slower.") && order(async () => {
    const { invalidated } = await post("admin/cache/invalidate");
    return `${plural(invalidated, "cached response")} removed.`;
  });
  return h("div", { class: "commands" },
    h("div", { class: "toolbar" },
      h("button", { type: "button", disabled: isBusy, onClick: () => start("reports") }, "Start a run of reports"),
      h("button", { type: "button", disabled: isBusy, onClick: () => start("prices") }, "Start a run of prices"),
      h("button", { type: "button", disabled: isBusy, onClick: empty }, "Empty the caches")),
    h("div", { role: "status" }, result && h("p", { class: `notice ${result.kind}` }, result.text)));
}

/** The caches, which are requested when they are opened. */
function FoldedCaches() {
  const [openings, setOpenings] = useState(0);
  const toggle = (event) => event.target.open && setOpenings(openings + 1);
  return h("details", { onToggle: toggle }, h("summary", null, "Caches"), openings > 0 && h(Caches, { renewal: openings }));
}

function Caches({ renewal }) {
  const { data, problem } = useData(renewed(address("admin/cache_stats"), renewal));
  if (!data) {
    return problem ? h(Failure, { problem }) : h(Skeleton, { lines: 6 });
  }
  const { connection_pool: pool, shared } = data;
  return [
    h(DataTable, {
      key: "table", caption: "Caches since the start of the service", columns: ["Cache", "Entries#", "Hits#", "Misses#", "Hit rate#", "Evictions#", "Size in bytes#"],
      rows: Object.entries(data.caches).map(([name, cache]) => h("tr", { key: name },
        h("th", { scope: "row" }, name),
        [exact(cache.entries), exact(cache.hits), exact(cache.misses), cache.hit_rate === null ? "–" : percent(cache.hit_rate * 100, 0), exact(cache.evictions), count(cache.weight)]
          .map((text, index) => h("td", { key: index, class: "number" }, text)))),
    }),
    shared && h("p", { key: "shared", class: "muted" }, `Shared cache: ${shared.available ? "in use" : "bypassed"}, ${exact(shared.hits)} hits, ${exact(shared.misses)} misses, ${exact(shared.failures)} failures.`),
    h("p", { key: "pool", class: "muted" }, `Database connections: ${pool.active} active, ${pool.idle} idle, ${pool.waiting} waiting, ${pool.total} in total.`),
  ];
}

/** One run; while it runs, its progress comes as server-sent events. */
function RunDetails({ id, onEnd }) {
  const [isRunning, setRunning] = useState(false);
  const [renewal, setRenewal] = useState(0);
  const { data: run, problem } = useData(renewed(address(`admin/runs/${id}`), renewal), isRunning ? SECONDS_OF_RUN : 0);
  const running = run?.status === "running";
  useEffect(() => setRunning(running), [running]);
  const end = () => {
    setRenewal(renewal + 1);
    onEnd();
  };
  return h("div", { class: "run-details" },
    h("h3", null, `Run ${id}`),
    running && h(LiveProgress, { id, run, onEnd: end }),
    run ? h(Steps, { run }) : problem ? h(Failure, { problem }) : h(Skeleton, { lines: 6 }));
}

function LiveProgress({ id, run, onEnd }) {
  const [live, setLive] = useState(run);
  useEffect(() => {
    const stop = listen(`admin/runs/${id}/events`, (type, data) => {
      setLive(data);
      if (type === "end") {
        stop();
        onEnd();
      }
    });
    return stop;
  }, [id]);
  return [
    h(ProgressBar, { key: "bar", progress: live.progress, seconds: live.eta_sec, label: `Progress of run ${id}` }),
    h("p", { key: "counts", class: "muted" }, `${exact(live.counts.weeks_read)} weeks read, ${exact(live.counts.weeks_written)} new or changed, ${count(live.counts.bytes)} bytes`),
  ];
}

/** The errors of a run and its steps, by outcome. */
function Steps({ run }) {
  const [shown, setShown] = useState("");
  const numbers = Object.keys(STEPS).map((status) => [status, run.steps.filter((step) => step.status === status).length]).filter(([, number]) => number > 0);
  const steps = run.steps.filter((step) => shown === "" || step.status === shown);
  return [
    run.error && h(Errors, { key: "errors", text: run.error }),
    h("div", { key: "choice", class: "toolbar", role: "group", "aria-label": "Steps to show" },
      h("button", { type: "button", class: "chip", "aria-pressed": shown === "", onClick: () => setShown("") }, plural(run.steps.length, "step")),
      numbers.map(([status, number]) => h("button", {
        key: status, type: "button", class: "chip", "aria-pressed": shown === status, onClick: () => setShown(status),
      }, `${STEPS[status][1]} ${exact(number)}`))),
    h("div", { key: "steps", class: "steps" }, h(DataTable, {
      caption: `Steps of run ${run.id}`,
      columns: [run.kind === "reports" ? "Archive" : "Symbol", "Outcome", ...(run.kind === "reports" ? COUNTS : []), "Duration#", "Message"],
      rows: steps.map((step) => h(StepRow, { key: step.name, step, hasCounts: run.kind === "reports" })),
    })),
  ];
}

function StepRow({ step, hasCounts }) {
  const [kind, name] = STEPS[step.status];
  const { counts } = step;
  const took = step.started_at && step.finished_at ? duration(new Date(step.finished_at) - new Date(step.started_at)) : "–";
  return h("tr", null,
    h("th", { scope: "row" }, step.name),
    h("td", null, h(Mark, { kind }, name)),
    hasCounts && [exact(counts.weeks_read), exact(counts.weeks_written), exact(counts.malformed), count(counts.bytes)]
      .map((text, index) => h("td", { key: index, class: "number" }, text)),
    h("td", { class: "number" }, took),
    h("td", { class: "text" }, step.message));
}
