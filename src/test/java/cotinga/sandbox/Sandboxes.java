package cotinga.sandbox;

import cotinga.report.ReportVariant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Sandboxes at a given moment in New York, and the paths of their files. */
final class Sandboxes {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private Sandboxes() {}

    static Clock clock(String newYork) {
        return Clock.fixed(LocalDateTime.parse(newYork).atZone(NEW_YORK).toInstant(), ZoneOffset.UTC);
    }

    static SandboxReports reports(String newYork) {
        return new SandboxReports(clock(newYork), Scenario.NORMAL);
    }

    static String archivePath(ReportVariant variant, int year) {
        String name =
                switch (variant) {
                    case LEGACY_FO -> "deacot%d.zip";
                    case LEGACY_CO -> "deahistfo%d.zip";
                    case DISAGG_FO -> "fut_disagg_txt_%d.zip";
                    case DISAGG_CO -> "com_disagg_txt_%d.zip";
                    case TFF_FO -> "fut_fin_txt_%d.zip";
                    case TFF_CO -> "com_fin_txt_%d.zip";
                    case CIT_CO -> "dea_cit_txt_%d.zip";
                };
        return "/files/dea/history/" + name.replace("%d", Integer.toString(year));
    }

    static String weeklyPath(ReportVariant variant) {
        return "/dea/newcot/"
                + switch (variant) {
                    case LEGACY_FO -> "deafut.txt";
                    case LEGACY_CO -> "deacom.txt";
                    case DISAGG_FO -> "f_disagg.txt";
                    case DISAGG_CO -> "c_disagg.txt";
                    case TFF_FO -> "FinFutWk.txt";
                    case TFF_CO -> "FinComWk.txt";
                    case CIT_CO -> "deacit.txt";
                };
    }

    static SandboxFile archive(SandboxReports reports, ReportVariant variant, int year) {
        return reports.file(archivePath(variant, year)).orElseThrow();
    }

    static String text(SandboxReports reports, ReportVariant variant, int year) {
        return ReportReader.text(archive(reports, variant, year).bytes());
    }

    static String weeklyText(SandboxReports reports, ReportVariant variant) {
        byte[] bytes = reports.file(weeklyPath(variant)).orElseThrow().bytes();
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    static List<ReportReader.Line> lines(SandboxReports reports, ReportVariant variant, int year) {
        return ReportReader.lines(text(reports, variant, year));
    }
}
