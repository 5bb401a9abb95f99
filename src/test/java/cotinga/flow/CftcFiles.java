package cotinga.flow;

import cotinga.cftc.ReportText;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files as the CFTC publishes them. */
public final class CftcFiles {
    public static final String MEMBER = "annual.txt";

    private CftcFiles() {}

    /** One market's line with this open interest. Every other number is the index of its column. */
    public static ReportText.Line week(ReportVariant variant, String code, String reportDate, int openInterest) {
        List<String> columns = ReportText.columns(variant.type());
        return ReportText.line(variant)
                .with(columns.get(0), "MARKET " + code + " - CHICAGO BOARD OF TRADE")
                .with(columns.get(1), reportDate.substring(2).replace("-", ""))
                .with(columns.get(2), reportDate)
                .with(columns.get(3), code)
                .with(columns.get(7), String.valueOf(openInterest));
    }

    /** A yearly zip: a header and lines. */
    public static byte[] zip(ReportVariant variant, Object... lines) {
        return zip(Map.of(MEMBER, text(variant.type(), lines)));
    }

    /** The current week: lines without a header. */
    public static byte[] text(Object... lines) {
        return joined(List.of(lines)).getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] text(ReportType type, Object... lines) {
        return (ReportText.header(type) + "\r\n" + joined(List.of(lines))).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A zip of any members. */
    public static byte[] zip(Map<String, byte[]> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                ZipEntry entry = new ZipEntry(member.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(member.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String joined(List<Object> lines) {
        return lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    }
}
