// The reports, and the trader groups in them.

export const REPORTS = { legacy: "Legacy", disagg: "Disaggregated", tff: "Financial", cit: "Supplemental" };

/** The groups of each report by the role that they play in every market: the key, and the name as the API returns it. */
export const GROUPS = {
  legacy: { spec: ["g1", "Large Speculators"], comm: ["g2", "Commercials"], small: ["g3", "Small Traders"] },
  disagg: {
    spec: ["g3", "Managed Money"], comm: ["g1", "Producer/Merchant"], small: ["g5", "Non-Reportable"],
    second: ["g2", "Swap Dealers"], other: ["g4", "Other Reportables"],
  },
  tff: {
    spec: ["g3", "Leveraged Funds"], comm: ["g1", "Dealer/Intermediary"], small: ["g5", "Non-Reportable"],
    second: ["g2", "Asset Manager"], other: ["g4", "Other Reportables"],
  },
  cit: { spec: ["g1", "Non-Commercial"], comm: ["g2", "Commercial"], small: ["g3", "Non-Reportable"], index: ["g4", "Index Traders"] },
};

/** The groups of a report in its order: pairs of a key and a name. */
export function groupsOf(report) {
  return Object.values(GROUPS[report]).sort(([one], [other]) => one.localeCompare(other));
}

/** `Legacy, futures` for `legacy_fo`. */
export function variantName(variant) {
  const [report, subtype] = variant.split("_");
  return `${REPORTS[report]}, ${subtype === "fo" ? "futures" : "with options"}`;
}

/** `disagg/fo` */
export function reportKey(market) {
  return `${market.report_type}/${market.subtype}`;
}

/** The report to start with: the primary one, futures only if it exists. */
export function primaryReport(reports) {
  const rank = (report) => (report.primary ? 0 : 2) + (report.subtype === "fo" ? 0 : 1);
  return reportKey(reports.reduce((one, other) => (rank(other) < rank(one) ? other : one)));
}
