// The trader groups as the page of a market shows them, and the fields of its weeks.
import { isDark } from "../shared/colors.js";
import { GROUPS, groupsOf } from "../shared/reports.js";

const FIELDS = ["long", "short", "change_long", "change_short"];

const COLORS = {
  light: { spec: "#c2570c", comm: "#1f5fa8", small: "#6b4fa3", others: ["#12879e", "#8f6d00", "#b0458f"] },
  dark: { spec: "#f59f4c", comm: "#6aaaf0", small: "#b39ae8", others: ["#4fc3d9", "#d9b640", "#e58ac6"] },
};

/** The key of the group that plays a role in a report, such as `spec` or `comm`. */
export function groupOf(type, role) {
  return GROUPS[type]?.[role][0];
}

/** The fields of weeks that the page needs. Net positions and shares follow from them. */
export function weekFields(type) {
  return ["open_interest", "published_at", "published_at_derived", ...groupsOf(type).flatMap(([key]) => FIELDS.map((field) => `${key}_${field}`))].join(",");
}

/** The groups as the page shows them: key, name, short name, role and colour. A role has the same colour in all reports. */
export function shownGroups(groups, type) {
  const colors = isDark() ? COLORS.dark : COLORS.light;
  const others = [...colors.others];
  return groups.map((group) => {
    const role = ["spec", "comm", "small"].find((candidate) => groupOf(type, candidate) === group.key);
    return { ...group, color: role ? colors[role] : others.shift() };
  });
}
