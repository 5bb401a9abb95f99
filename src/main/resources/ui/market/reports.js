// The reports of a market, and the groups that they are about.
import { isDark } from "../shared/colors.js";

const GROUPS = { legacy: 3, disagg: 5, tff: 5, cit: 4 };
const SPECULATIVE = { legacy: "g1", disagg: "g3", tff: "g3", cit: "g1" };
const COMMERCIAL = { legacy: "g2", disagg: "g1", tff: "g1", cit: "g2" };
const FIELDS = ["long", "short", "change_long", "change_short"];

const COLORS = {
  light: { speculative: "#c2570c", commercial: "#1f5fa8", small: "#6b4fa3", others: ["#12879e", "#8f6d00", "#b0458f"] },
  dark: { speculative: "#f59f4c", commercial: "#6aaaf0", small: "#b39ae8", others: ["#4fc3d9", "#d9b640", "#e58ac6"] },
};

/** `disagg/fo` */
export function reportKey(market) {
  return `${market.report_type}/${market.subtype}`;
}

/** The report to start with: the primary one, futures only if it exists. */
export function primaryReport(reports) {
  const rank = (report) => (report.primary ? 0 : 2) + (report.subtype === "fo" ? 0 : 1);
  return reportKey(reports.reduce((one, other) => (rank(other) < rank(one) ? other : one)));
}

export function speculativeGroup(type) {
  return SPECULATIVE[type];
}

export function commercialGroup(type) {
  return COMMERCIAL[type];
}

/** The fields of weeks that the page needs. Net positions and shares follow from them. */
export function weekFields(type) {
  const keys = Array.from({ length: GROUPS[type] ?? 3 }, (_, index) => `g${index + 1}`);
  return ["open_interest", "published_at", "published_at_derived", ...keys.flatMap((key) => FIELDS.map((field) => `${key}_${field}`))].join(",");
}

/** The groups as the page shows them: key, name, short name, role and colour. A role has the same colour in all reports. */
export function shownGroups(groups, type) {
  const colors = isDark() ? COLORS.dark : COLORS.light;
  const others = [...colors.others];
  return groups.map((group) => {
    const part = group.key === SPECULATIVE[type] ? "speculative" : group.key === COMMERCIAL[type] ? "commercial" : group.role === "small" ? "small" : null;
    return { ...group, color: part ? colors[part] : others.shift() };
  });
}
