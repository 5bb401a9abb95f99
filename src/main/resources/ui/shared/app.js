// Chooses the page that the URL names.
import { h, render, useState } from "./preact.js";
import { followLinks, useLocation } from "./router.js";
import { Frame } from "./frame.js";
import { isMoment } from "./known-at.js";
import { later } from "./later.js";

const Overview = later(() => import("../overview/overview.js").then((module) => module.Overview));
const Screener = later(() => import("../screener/screener.js").then((module) => module.Screener));
const Market = later(() => charts().then(() => import("../market/market.js")).then((module) => module.Market));
const Data = later(() => import("../data/data.js").then((module) => module.Data));

/** Loads the library that draws charts, which is a script without exports. */
function charts() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../lib/uplot.js", import.meta.url);
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

function NoPage() {
  return h("section", { class: "failure" },
    h("h1", null, "No such page"),
    h("p", null, "Go to the ", h("a", { href: "./" }, "overview"), ", or search for a market above."));
}

function page(path) {
  if (path === "") {
    return [Overview, "Overview"];
  }
  if (path === "screener") {
    return [Screener, "Screener"];
  }
  if (path === "data") {
    return [Data, "Data"];
  }
  const market = path.match(/^market\/([^/]+)$/);
  return market ? [Market, market[1]] : [NoPage, "No such page"];
}

function App() {
  const { path, parameters } = useLocation();
  const [Page, name] = page(path);
  document.title = `${name} · Cotinga`;
  const [shownVersion, setShownVersion] = useState(null);
  return h(Frame, { path, knownAt: path !== "data" && isMoment(parameters.known_at) ? parameters.known_at : null, shownVersion }, h(Page, { key: path, parameters, code: Page === Market ? name : undefined, onVersion: setShownVersion }));
}

followLinks();
render(h(App), document.getElementById("app"));
