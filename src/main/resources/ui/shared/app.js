// Chooses the page that the URL names.
import { h, render, useState } from "./preact.js";
import { followLinks, useLocation } from "./router.js";
import { Frame } from "./frame.js";
import { isMoment } from "./known-at.js";
import { later } from "./later.js";

const Overview = later(() => load(import("../overview/overview.js"), style("../overview/overview.css")).then((module) => module.Overview));
const Screener = later(() => load(import("../screener/screener.js"), style("../screener/screener.css")).then((module) => module.Screener));
const Market = later(() => load(charts().then(() => import("../market/market.js")), style("../lib/uplot.css"), style("../market/market.css")).then((module) => module.Market));
const Data = later(() => load(import("../data/data.js"), style("../data/data.css")).then((module) => module.Data));

/** A module, as soon as its style sheets are there too. */
function load(module, ...styles) {
  return Promise.all([module, ...styles]).then(([loaded]) => loaded);
}

/** Adds an element to the head of the document; the promise ends when it is loaded. */
function added(element) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
}

function style(path) {
  return added(Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(path, import.meta.url) }));
}

/** Loads the library that draws charts, which is a script without exports. */
function charts() {
  return added(Object.assign(document.createElement("script"), { src: new URL("../lib/uplot.js", import.meta.url) }));
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
