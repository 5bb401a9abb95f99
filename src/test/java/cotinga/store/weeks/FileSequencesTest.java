package cotinga.store.weeks;

import static cotinga.report.ReportVariant.LEGACY_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.base.Sha256;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.report.Week;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated sequences of answers: corrections, wrong numbers, missing and invented weeks, stale answers, wrong and missing dates, the
 * other subtype's content, and lines of another year that an earlier build has stored. After the last right answers, the store holds
 * what is true, which the test keeps by itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileSequencesTest {
    private static final int SEQUENCES = 240;
    private static final int FEW = 40;
    private static final int STEPS = 12;
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final String IN_2100 = "Fri, 01 Jan 2100 00:00:00 GMT";

    @AutoClose
    private TestDatabase database;

    @BeforeAll
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
    }

    static IntStream few() {
        return IntStream.rangeClosed(1, FEW);
    }

    static IntStream all() {
        return IntStream.rangeClosed(FEW + 1, SEQUENCES);
    }

    @ParameterizedTest
    @MethodSource("few")
    void endsWithTheExpectedStore(int seed) throws IOException {
        follow(seed);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("all")
    void endsWithTheExpectedStoreInEverySequence(int seed) throws IOException {
        follow(seed);
    }

    private void follow(int seed) throws IOException {
        List.of("week", "revision", "quarantine", "download", "published_market", "published_variant", "publication")
                .forEach(table -> database.execute("DELETE FROM " + table));
        database.execute("UPDATE variant SET changed_in = 0, newest_report_date = NULL");
        Sequence sequence = new Sequence(database, new Random(seed), seed % 3 == 0);
        sequence.begin();
        for (int step = 0; step < STEPS; step++) {
            sequence.step();
        }
        sequence.end(seed % 2 == 0);

        assertThat(sequence.stored()).as(sequence.events()).isEqualTo(sequence.truth());
        assertThat(sequence.published()).as(sequence.events()).isEqualTo(sequence.shown());
    }

    /** A file as a server has it: a name, lines and a date. */
    private record Edition(File file, List<Week> weeks, @Nullable String lastModified) {
        String digest() {
            StringBuilder text = new StringBuilder();
            weeks.forEach(week -> text.append(line(week.code().value(), week.reportDate(), week.counts()[0])));
            return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** An archive; the weekly one has the year 0. */
    private record File(ReportVariant variant, int year) {
        boolean isWeekly() {
            return year == 0;
        }
    }

    private static String line(String code, int reportDate, int openInterest) {
        return code + " " + LocalDate.ofEpochDay(reportDate) + " " + openInterest;
    }

    /** One world: what is true, what the server has had, and the store that follows it. */
    private static final class Sequence {
        private final TestDatabase database;
        private final Random random;
        private final List<ReportVariant> variants;
        private final List<String> codes = new ArrayList<>();
        private final TreeSet<LocalDate> dates = new TreeSet<>();
        private final Map<ReportVariant, Map<String, Map<LocalDate, Integer>>> truth = new TreeMap<>();
        private final List<File> files = new ArrayList<>();
        private final Map<File, Edition> right = new HashMap<>();
        private final List<Edition> history = new ArrayList<>();
        private final List<String> events = new ArrayList<>();
        private Instant now = START;
        private long version;
        private List<String> shown = List.of();

        Sequence(TestDatabase database, Random random, boolean isLegacy) {
            this.database = database;
            this.random = random;
            this.variants = isLegacy ? List.of(LEGACY_FO, LEGACY_CO) : List.of(TFF_FO);
            for (int market = 0; market < (isLegacy ? 12 : 3); market++) {
                codes.add("%06d".formatted(market));
            }
            List.of("2025-12-16", "2025-12-30", "2026-11-03", "2026-11-10", "2026-11-17")
                    .forEach(date -> dates.add(LocalDate.parse(date)));
            for (ReportVariant variant : variants) {
                Map<String, Map<LocalDate, Integer>> markets = new TreeMap<>();
                truth.put(variant, markets);
                codes.forEach(code -> {
                    markets.put(code, new TreeMap<>());
                    dates.forEach(date -> truth(variant, code).put(date, number(variant)));
                });
                for (int year : List.of(0, 2025, 2026)) {
                    files.add(new File(variant, year));
                }
            }
        }

        /** Combined open interest lies above that of futures only. */
        private int number(ReportVariant variant) {
            return variant.subtype() == Subtype.FO ? 1_000 + random.nextInt(300) : 2_000 + random.nextInt(300);
        }

        void begin() throws IOException {
            for (File file : files) {
                answer(publish(file));
            }
            show();
        }

        void step() throws IOException {
            now = now.plus(Duration.ofHours(1));
            File file = files.get(random.nextInt(files.size()));
            switch (random.nextInt(12)) {
                case 0, 1 -> correct(file);
                case 2, 3 -> stale(file);
                case 4 -> answer(kept("wrong number", edition(file, wrong(weeks(file)), dated())));
                case 5 -> answer(kept("date in 2100", edition(file, maybeWrong(weeks(file)), IN_2100)));
                case 6 -> answer(kept("no date", edition(file, maybeWrong(weeks(file)), null)));
                case 7 -> swapped(file);
                case 8 -> damaged();
                case 9 -> answer(kept("week too many", edition(file, withInvented(file), dated())));
                case 10 -> answer(kept("market missing", edition(file, withoutMarket(file), dated())));
                default -> release();
            }
            if (random.nextInt(4) == 0) {
                show();
            }
        }

        /** The last answers are right: new editions, or, after a forced run has begun, those of before with their old dates. */
        void end(boolean isForced) throws IOException {
            now = now.plus(Duration.ofHours(1));
            events.add(isForced ? "force" : "all again");
            if (isForced) {
                database.downloads.removeClaims();
            } else {
                files.forEach(this::publish);
            }
            for (int round = 0; round < 2; round++) {
                Collections.shuffle(files, random);
                for (File file : files) {
                    answer(Objects.requireNonNull(right.get(file)));
                }
            }
        }

        private void correct(File file) throws IOException {
            LocalDate date = any(datesOf(file));
            truth(file.variant(), any(codes)).put(date, number(file.variant()));
            events.add("correction of " + date);
            for (File other : files) {
                boolean holdsIt =
                        other.variant() == file.variant() && datesOf(other).contains(date);
                if (holdsIt && (!other.isWeekly() || random.nextBoolean())) {
                    answer(publish(other));
                }
            }
        }

        private void stale(File file) throws IOException {
            List<Edition> editions = history.stream()
                    .filter(edition -> edition.file().equals(file))
                    .toList();
            events.add("stale answer");
            answer(any(editions));
        }

        /** The other subtype's content under this name is rejected. */
        private void swapped(File file) throws IOException {
            if (variants.size() == 1) {
                answer(publish(file));
                return;
            }
            File other = new File(SubtypeCheck.other(file.variant()), file.year());
            events.add("other subtype's content");
            List<String> before = stored();
            boolean isRejected = !answer(edition(file, weeks(other), dated()));
            assertThat(isRejected).as(events()).isTrue();
            assertThat(stored()).as(events()).isEqualTo(before);
        }

        /** An earlier build took lines of another year from a yearly file; the next build reads every file again. */
        private void damaged() throws IOException {
            File file = new File(any(variants), 2026);
            List<Week> weeks = new ArrayList<>(weeks(file));
            weeks.addAll(wrong(weeks(new File(file.variant(), 2025))));
            weeks.add(Weeks.week(any(codes), "2025-12-23", 5, 1));
            answer(kept("lines of another year", edition(file, weeks, dated())));
            database.downloads.resetAfterAnotherBuild("build of " + now);
        }

        private List<Week> withInvented(File file) {
            List<Week> weeks = new ArrayList<>(weeks(file));
            LocalDate date = datesOf(file).last().minusDays(1);
            weeks.add(Weeks.week(any(codes), date.toString(), 7, 1));
            return file.isWeekly() ? weeks(file) : weeks;
        }

        private List<Week> withoutMarket(File file) {
            String code = any(codes);
            return weeks(file).stream()
                    .filter(week -> !week.code().value().equals(code))
                    .toList();
        }

        private void release() throws IOException {
            LocalDate next = dates.last().plusWeeks(1);
            if (next.getYear() > 2026) {
                return;
            }
            events.add("release of " + next);
            dates.add(next);
            for (ReportVariant variant : variants) {
                codes.forEach(code -> truth(variant, code).put(next, number(variant)));
            }
            for (File file : files) {
                if (file.year() != 2025) {
                    answer(publish(file));
                }
            }
        }

        private Edition publish(File file) {
            Edition edition = edition(file, weeks(file), dated());
            right.put(file, edition);
            return kept("right", edition);
        }

        private Edition kept(String what, Edition edition) {
            events.add(what + " " + edition.file() + " " + edition.lastModified());
            history.add(edition);
            return edition;
        }

        private static Edition edition(File file, List<Week> weeks, @Nullable String lastModified) {
            return new Edition(file, List.copyOf(weeks), lastModified);
        }

        private String dated() {
            return DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
        }

        private NavigableSet<LocalDate> datesOf(File file) {
            NavigableSet<LocalDate> its = new TreeSet<>();
            dates.stream()
                    .filter(date -> file.isWeekly() ? date.equals(dates.last()) : date.getYear() == file.year())
                    .forEach(its::add);
            return its;
        }

        private List<Week> weeks(File file) {
            List<Week> weeks = new ArrayList<>();
            for (String code : codes) {
                for (LocalDate date : datesOf(file).descendingSet()) {
                    int openInterest =
                            Objects.requireNonNull(truth(file.variant(), code).get(date));
                    weeks.add(Weeks.week(code, date.toString(), openInterest, weeks.size() + 1));
                }
            }
            return weeks;
        }

        private List<Week> maybeWrong(List<Week> weeks) {
            return random.nextBoolean() ? wrong(weeks) : weeks;
        }

        private List<Week> wrong(List<Week> weeks) {
            List<Week> changed = new ArrayList<>(weeks);
            int index = random.nextInt(changed.size());
            Week week = changed.get(index);
            changed.set(
                    index,
                    Weeks.week(
                            week.code().value(),
                            LocalDate.ofEpochDay(week.reportDate()).toString(),
                            500 + random.nextInt(100),
                            week.line()));
            return changed;
        }

        private <T> T any(Collection<T> all) {
            return List.copyOf(all).get(random.nextInt(all.size()));
        }

        /** What the application does with an answer; returns whether it was not rejected. */
        private boolean answer(Edition edition) throws IOException {
            now = now.plus(Duration.ofMinutes(1));
            database.clock.goTo(now);
            ArchiveLoad load = load(edition);
            switch (database.downloads.receive(load.edition())) {
                case STORED -> {}
                case OLDER_AGAIN -> events.add("(the same older answer)");
                case NEW, OLDER, STORED_ANEW -> {
                    try {
                        database.load(load, Weeks.source(edition.weeks()));
                    } catch (SubtypeMixUpException rejected) {
                        events.add("(rejected: " + rejected.found() + ")");
                        return false;
                    }
                }
            }
            return true;
        }

        private ArchiveLoad load(Edition edition) {
            File file = edition.file();
            String name = file.variant().key() + (file.isWeekly() ? ".txt" : file.year() + ".zip");
            return new ArchiveBuilder(
                            file.variant(), file.isWeekly() ? DownloadKind.WEEKLY : DownloadKind.YEARLY, "/" + name)
                    .years(file.year(), file.year())
                    .etag(null)
                    .lastModified(edition.lastModified())
                    .sha256(edition.digest())
                    .downloadedAt(now)
                    .build();
        }

        private void show() {
            events.add("publication");
            database.clock.goTo(now);
            version = Weeks.publish(database).version();
            shown = published();
        }

        /** What readers of the last publication saw when it was made. */
        List<String> shown() {
            return shown;
        }

        /** What they see now. */
        List<String> published() {
            List<String> found = new ArrayList<>();
            for (ReportVariant variant : variants) {
                database.weeks.forEachMarket(
                        variant, version, market -> found.add(market.code() + " " + Weeks.openInterests(market)));
            }
            return found;
        }

        List<String> stored() {
            return database.rows("SELECT m.code, w.report_date, w.open_interest FROM week w JOIN market m ON m.id ="
                    + " w.market_id ORDER BY w.id / 100000000000, m.code, w.report_date");
        }

        /** What is true of a market: open interest by report date. */
        private Map<LocalDate, Integer> truth(ReportVariant variant, String code) {
            return Objects.requireNonNull(
                    Objects.requireNonNull(truth.get(variant)).get(code));
        }

        List<String> truth() {
            List<String> all = new ArrayList<>();
            for (ReportVariant variant : variants) {
                codes.forEach(code -> truth(variant, code)
                        .forEach((date, openInterest) -> all.add(line(code, (int) date.toEpochDay(), openInterest))));
            }
            return all;
        }

        String events() {
            return String.join("\n", events);
        }
    }
}
