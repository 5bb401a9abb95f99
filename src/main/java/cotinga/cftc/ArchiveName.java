package cotinga.cftc;

import cotinga.report.ReportVariant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identifies an archive by its file name: the CFTC's name in upper or lower case, with or without a browser's copy number. */
public final class ArchiveName {
    private static final Pattern COPY = Pattern.compile("(.+?) ?\\([0-9]{1,3}\\)(\\.[a-z]+)");
    private static final Pattern YEARLY = Pattern.compile("(.+?)([0-9]{4})\\.zip");

    private ArchiveName() {}

    /**
     * Returns the archive with a file name. A bundle is limited to the years to store.
     *
     * @param firstYear the first year to store
     * @param lastYear the last year to store
     * @throws ArchiveException if the CFTC has no file of that name, or the bundle has none of the years
     */
    public static Archive archive(String fileName, int firstYear, int lastYear) throws ArchiveException {
        String name = withoutCopyNumber(fileName.strip().toLowerCase(Locale.ROOT));
        for (ReportVariant variant : ReportVariant.values()) {
            if (name.equals(nameOf(Archive.weekly(variant)))) {
                return Archive.weekly(variant);
            }
            if (name.equals(bundleName(variant))) {
                return bundle(fileName, variant, firstYear, lastYear);
            }
            Optional<Integer> year = yearOf(name, variant);
            if (year.isPresent()) {
                return Archive.yearly(variant, year.get());
            }
        }
        throw new ArchiveException(
                fileName,
                "an unknown file name",
                "one of " + knownForms(),
                "Rename it as on the CFTC's site and copy it into the inbox again.");
    }

    /** The names of all files, with {@code {year}} for four digits. */
    static String knownForms() {
        StringBuilder forms = new StringBuilder();
        for (ReportVariant variant : ReportVariant.values()) {
            forms.append(forms.isEmpty() ? "" : ", ")
                    .append(Archive.yearly(variant, 2000).fileName().replace("2000", "{year}"))
                    .append(", ")
                    .append(Archive.weekly(variant).fileName())
                    .append(", ")
                    .append(Archive.bundle(variant, 0, 0).fileName());
        }
        return forms.toString();
    }

    private static Archive bundle(String fileName, ReportVariant variant, int firstYear, int lastYear)
            throws ArchiveException {
        int first = Math.max(firstYear, Archive.dataBegin(variant));
        int last = Math.min(lastYear, Archive.LAST_BUNDLED_YEAR);
        if (first > last) {
            throw new ArchiveException(
                    fileName,
                    "weeks up to " + Archive.LAST_BUNDLED_YEAR,
                    "some of the years " + firstYear + " to " + lastYear,
                    "Set cotinga.cftc.first-year to an earlier year and copy the file into the inbox again.");
        }
        return Archive.bundle(variant, first, last);
    }

    private static String withoutCopyNumber(String name) {
        Matcher copy = COPY.matcher(name);
        return copy.matches() ? copy.group(1) + copy.group(2) : name;
    }

    private static Optional<Integer> yearOf(String name, ReportVariant variant) {
        Matcher yearly = YEARLY.matcher(name);
        if (!yearly.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(yearly.group(2));
        return name.equals(nameOf(Archive.yearly(variant, year))) ? Optional.of(year) : Optional.empty();
    }

    private static String bundleName(ReportVariant variant) {
        return nameOf(Archive.bundle(variant, 0, 0));
    }

    private static String nameOf(Archive archive) {
        return archive.fileName().toLowerCase(Locale.ROOT);
    }
}
