/* The page data. */
import { later } from "../shared/later.js";

export const Data = later(() => import("./page.js").then((module) => module.DataPage));
