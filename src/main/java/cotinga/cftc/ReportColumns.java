package cotinga.cftc;

import cotinga.report.ReportType;
import cotinga.report.Role;
import cotinga.report.TraderGroup;
import cotinga.report.WeekColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns of a report that are stored or checked, by their names in the newest files, and the target of each. */
final class ReportColumns {
    /** Targets of cells. The indexes of {@link WeekColumn} come first, then those of the concentrations, then these. */
    static final int FIRST_CONCENTRATION = WeekColumn.COUNT;

    static final int NAME = FIRST_CONCENTRATION + WeekColumn.CONCENTRATIONS;
    static final int EXCHANGE = NAME + 1;
    static final int CODE = NAME + 2;
    static final int DATE = NAME + 3;
    static final int SUBTYPE = NAME + 4;

    private static final List<String> LEGACY_GROUPS = List.of("Noncommercial", "Commercial", "Nonreportable");
    private static final List<String> DISAGG_GROUPS = List.of("Prod_Merc", "Swap", "M_Money", "Other_Rept", "NonRept");
    private static final List<String> TFF_GROUPS = List.of("Dealer", "Asset_Mgr", "Lev_Money", "Other_Rept", "NonRept");

    private final List<Column> columns = new ArrayList<>();

    private ReportColumns() {}

    /**
     * A column that is stored or checked.
     *
     * @param target the target of its cells
     * @param name its name
     */
    record Column(int target, String name) {}

    /** The stored columns of a report type, one for each target, without the dates. */
    static List<Column> of(ReportType type) {
        ReportColumns report = new ReportColumns();
        switch (type) {
            case LEGACY -> report.legacy();
            case DISAGG -> report.underscored(type, DISAGG_GROUPS);
            case TFF -> report.underscored(type, TFF_GROUPS);
        }
        return List.copyOf(report.columns);
    }

    /** The names of date columns. A file has one or two of them. */
    static List<String> dates(ReportType type) {
        return switch (type) {
            case LEGACY -> List.of("As of Date in Form YYMMDD", "As of Date in Form YYYY-MM-DD");
            case DISAGG, TFF ->
                List.of("As_of_Date_In_Form_YYMMDD", "Report_Date_as_YYYY-MM-DD", "Report_Date_as_MM_DD_YYYY");
        };
    }

    /** The column that distinguishes futures only from combined. Files of a legacy report have none. */
    static Column subtype() {
        return new Column(SUBTYPE, "FutOnly_or_Combined");
    }

    private void legacy() {
        add(NAME, "Market and Exchange Names");
        add(EXCHANGE, "CFTC Market Code in Initials");
        add(CODE, "CFTC Contract Market Code");
        add(WeekColumn.OPEN_INTEREST, "Open Interest (All)");
        add(WeekColumn.OPEN_INTEREST_CHANGE, "Change in Open Interest (All)");
        add(WeekColumn.REPORTABLE_LONG, "Total Reportable Positions-Long (All)");
        add(WeekColumn.REPORTABLE_SHORT, "Total Reportable Positions-Short (All)");
        add(WeekColumn.REPORTABLE_CHANGE_LONG, "Change in Total Reportable-Long (All)");
        add(WeekColumn.REPORTABLE_CHANGE_SHORT, "Change in Total Reportable-Short (All)");
        add(WeekColumn.TRADERS, "Traders-Total (All)");
        add(WeekColumn.TRADERS_REPORTABLE_LONG, "Traders-Total Reportable-Long (All)");
        add(WeekColumn.TRADERS_REPORTABLE_SHORT, "Traders-Total Reportable-Short (All)");
        groups(
                ReportType.LEGACY,
                LEGACY_GROUPS,
                new GroupNames("%s Positions-%s (All)", "Change in %s-%s (All)", "Traders-%s-%s (All)", "Spreading"));
        concentrations("Concentration-%s LT =%s TDR-%s (All)");
    }

    private void underscored(ReportType type, List<String> groups) {
        add(NAME, "Market_and_Exchange_Names");
        add(EXCHANGE, "CFTC_Market_Code");
        add(CODE, "CFTC_Contract_Market_Code");
        add(WeekColumn.OPEN_INTEREST, "Open_Interest_All");
        add(WeekColumn.OPEN_INTEREST_CHANGE, "Change_in_Open_Interest_All");
        add(WeekColumn.REPORTABLE_LONG, "Tot_Rept_Positions_Long_All");
        add(WeekColumn.REPORTABLE_SHORT, "Tot_Rept_Positions_Short_All");
        add(WeekColumn.REPORTABLE_CHANGE_LONG, "Change_in_Tot_Rept_Long_All");
        add(WeekColumn.REPORTABLE_CHANGE_SHORT, "Change_in_Tot_Rept_Short_All");
        add(WeekColumn.TRADERS, "Traders_Tot_All");
        add(WeekColumn.TRADERS_REPORTABLE_LONG, "Traders_Tot_Rept_Long_All");
        add(WeekColumn.TRADERS_REPORTABLE_SHORT, "Traders_Tot_Rept_Short_All");
        groups(
                type,
                groups,
                new GroupNames("%s_Positions_%s_All", "Change_in_%s_%s_All", "Traders_%s_%s_All", "Spread"));
        concentrations("Conc_%s_LE_%s_TDR_%s_All");
    }

    /** The patterns of column names, filled with the name of the group and of the side. */
    private record GroupNames(String positions, String change, String traders, String spread) {}

    /** A group without spreads has no columns for them, and small traders have no trader counts. */
    private void groups(ReportType type, List<String> prefixes, GroupNames names) {
        for (int group = 0; group < prefixes.size(); group++) {
            TraderGroup traders = type.groups().get(group);
            List<String> sides =
                    traders.hasSpread() ? List.of("Long", "Short", names.spread()) : List.of("Long", "Short");
            for (int side = 0; side < sides.size(); side++) {
                String prefix = prefixes.get(group);
                String suffix = sides.get(side);
                addOfGroup(group, WeekColumn.LONG + side, names.positions(), prefix, suffix);
                addOfGroup(group, WeekColumn.CHANGE_LONG + side, names.change(), prefix, suffix);
                if (traders.role() != Role.SMALL) {
                    addOfGroup(group, WeekColumn.TRADERS_LONG + side, names.traders(), prefix, suffix);
                }
            }
        }
    }

    private void addOfGroup(int group, int offset, String pattern, String prefix, String side) {
        add(WeekColumn.group(group, offset), String.format(Locale.ROOT, pattern, prefix, side));
    }

    private void concentrations(String pattern) {
        int target = FIRST_CONCENTRATION;
        for (String kind : List.of("Gross", "Net")) {
            for (String traders : List.of("4", "8")) {
                for (String side : List.of("Long", "Short")) {
                    add(target, String.format(Locale.ROOT, pattern, kind, traders, side));
                    target++;
                }
            }
        }
    }

    private void add(int target, String name) {
        columns.add(new Column(target, name));
    }
}
