/* The page screener. */
import { later } from "../shared/later.js";

export const Screener = later(() => import("./page.js").then((module) => module.ScreenerPage));
