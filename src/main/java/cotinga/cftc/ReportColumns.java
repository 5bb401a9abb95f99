package cotinga.cftc;

import cotinga.report.ReportType;
import cotinga.report.Role;
import cotinga.report.TraderGroup;
import cotinga.report.WeekColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns of a report that are stored or checked, by their names in the files, and the target of each. */
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
     * @param names its names; a file has one of them
     */
    record Column(int target, List<String> names) {
        Column {
            names = List.copyOf(names);
        }

        Column(int target, String name) {
            this(target, List.of(name));
        }

        /** The name in the newest files. */
        String name() {
            return names.get(0);
        }
    }

    /** The stored columns of a report type, one for each target, without the dates. */
    static List<Column> of(ReportType type) {
        ReportColumns report = new ReportColumns();
        switch (type) {
            case LEGACY -> report.legacy();
            case DISAGG -> report.underscored(type, DISAGG_GROUPS);
            case TFF -> report.underscored(type, TFF_GROUPS);
            case CIT -> report.supplemental();
        }
        return List.copyOf(report.columns);
    }

    /** The names of date columns. A file has one or two of them. */
    static List<String> dates(ReportType type) {
        return switch (type) {
            case LEGACY -> List.of("As of Date in Form YYMMDD", "As of Date in Form YYYY-MM-DD");
            case DISAGG, TFF ->
                List.of("As_of_Date_In_Form_YYMMDD", "Report_Date_as_YYYY-MM-DD", "Report_Date_as_MM_DD_YYYY");
            case CIT ->
                List.of("As_of_Date_In_Form_YYMMDD", "As_of_Date_In_Form_YYYY-MM-DD", "As_of_Date_In_Form_MM/DD/YYYY");
        };
    }

    /** The column that distinguishes futures only from combined. Files of a legacy or supplemental report have none. */
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

    private void supplemental() {
        shared();
        add(WeekColumn.OPEN_INTEREST_CHANGE, "Change_Open_Interest_All");
        add(WeekColumn.REPORTABLE_CHANGE_LONG, "Change_Tot_Rept_Long_All");
        add(WeekColumn.REPORTABLE_CHANGE_SHORT, "Change_Tot_Rept_Short_All");
        add(WeekColumn.TRADERS_REPORTABLE_LONG, "Traders_Tot_Rept_Long_All", "Traders_Tot_Rept_Long_All_NoCIT");
        add(WeekColumn.TRADERS_REPORTABLE_SHORT, "Traders_Tot_Rept_Short_All", "Traders_Tot_Rept_Short_All_NoCIT");
        side("Long", WeekColumn.LONG, WeekColumn.CHANGE_LONG, WeekColumn.TRADERS_LONG);
        side("Short", WeekColumn.SHORT, WeekColumn.CHANGE_SHORT, WeekColumn.TRADERS_SHORT);
        add(
                WeekColumn.group(0, WeekColumn.SPREAD),
                "NComm_Postions_Spread_All_NoCIT", // the spelling of the CFTC
                "NComm_Positions_Spread_All_NoCIT");
        add(
                WeekColumn.group(0, WeekColumn.CHANGE_SPREAD),
                "Change_NonComm_Spead_All_NoCIT", // the spelling of the CFTC
                "Change_NonComm_Spread_All_NoCIT");
        add(WeekColumn.group(0, WeekColumn.TRADERS_SPREAD), "Traders_NonComm_Spread_All_NoCIT");
    }

    /** One side of the groups of a supplemental report: the first two are without index traders. */
    private void side(String side, int positions, int change, int traders) {
        List<String> positionNames = List.of("NComm_Positions_%s_All_NoCIT", "Comm_Positions_%s_All_NoCIT");
        List<String> names = List.of("NonComm_%s_All_NoCIT", "Comm_%s_All_NoCIT");
        for (int group = 0; group < names.size(); group++) {
            addOfSide(group, positions, positionNames.get(group), side);
            addOfSide(group, change, "Change_" + names.get(group), side);
            addOfSide(group, traders, "Traders_" + names.get(group), side);
        }
        addOfSide(2, positions, "NonRept_Positions_%s_All", side);
        addOfSide(2, change, "Change_NonRept_%s_All", side);
        addOfSide(3, positions, "CIT_Positions_%s_All", side);
        addOfSide(3, change, "Change_CIT_%s_All", side);
        addOfSide(3, traders, "Traders_CIT_%s_All", side);
    }

    private void addOfSide(int group, int offset, String pattern, String side) {
        add(WeekColumn.group(group, offset), String.format(Locale.ROOT, pattern, side));
    }

    private void underscored(ReportType type, List<String> groups) {
        shared();
        add(WeekColumn.OPEN_INTEREST_CHANGE, "Change_in_Open_Interest_All");
        add(WeekColumn.REPORTABLE_CHANGE_LONG, "Change_in_Tot_Rept_Long_All");
        add(WeekColumn.REPORTABLE_CHANGE_SHORT, "Change_in_Tot_Rept_Short_All");
        add(WeekColumn.TRADERS_REPORTABLE_LONG, "Traders_Tot_Rept_Long_All");
        add(WeekColumn.TRADERS_REPORTABLE_SHORT, "Traders_Tot_Rept_Short_All");
        groups(
                type,
                groups,
                new GroupNames("%s_Positions_%s_All", "Change_in_%s_%s_All", "Traders_%s_%s_All", "Spread"));
        concentrations("Conc_%s_LE_%s_TDR_%s_All");
    }

    /** The columns with the same names in every report but the legacy one. */
    private void shared() {
        add(NAME, "Market_and_Exchange_Names");
        add(EXCHANGE, "CFTC_Market_Code");
        add(CODE, "CFTC_Contract_Market_Code");
        add(WeekColumn.OPEN_INTEREST, "Open_Interest_All");
        add(WeekColumn.REPORTABLE_LONG, "Tot_Rept_Positions_Long_All");
        add(WeekColumn.REPORTABLE_SHORT, "Tot_Rept_Positions_Short_All");
        add(WeekColumn.TRADERS, "Traders_Tot_All");
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

    private void add(int target, String... names) {
        columns.add(new Column(target, List.of(names)));
    }
}
