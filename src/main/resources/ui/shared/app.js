// Chooses the page that the URL names.
import { h, render } from "./preact.js";
import { followLinks, useLocation } from "./router.js";
import { Frame } from "./frame.js";
import { Overview } from "../overview/overview.js";
import { Screener } from "../screener/screener.js";
import { Market } from "../market/market.js";
import { Data } from "../data/data.js";

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
  return h(Frame, { path }, h(Page, { key: path, parameters, code: Page === Market ? name : undefined }));
}

followLinks();
render(h(App), document.getElementById("app"));
