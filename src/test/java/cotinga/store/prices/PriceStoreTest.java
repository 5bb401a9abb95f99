package cotinga.store.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import cotinga.price.PriceBar;
import cotinga.price.PriceHistory;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import cotinga.store.publications.Publication;
import cotinga.store.publications.PublicationDraft;
import cotinga.store.sql.StoreClock;
import cotinga.store.sql.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceStoreTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate LONG_AGO = LocalDate.of(2000, 1, 1);
    private static final PriceHistory YEARS = PriceHistory.ofYears(3);

    @AutoClose
    private TestDatabase database;

    private PriceStore prices;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        prices = database.prices;
    }

    @Test
    void hasNoPricesAtFirst() {
        assertThat(prices.symbols()).isEmpty();
        assertThat(prices.hasUnpublishedPrices()).isFalse();
        assertThat(bars("GC=F", 1)).isEmpty();
        assertThat(prices.bars(List.of(), LONG_AGO, 1)).isEmpty();
    }

    @Test
    void storesBarsUnchanged() {
        PriceBar bare = new PriceBar(
                LocalDate.of(2026, 11, 18), Double.NaN, Double.NaN, Double.NaN, -37.63, OptionalLong.empty());
        PriceBar full =
                new PriceBar(LocalDate.of(2026, 11, 19), 0.0001, 12345.6789, 1, 2.5, OptionalLong.of(46830252032L));

        List<PriceChange> changes = store(answer("GC=F", bare, full));

        assertThat(changes).extracting(PriceChange::inserted).containsExactly(2);
        assertThat(changes.get(0).barsRead()).isEqualTo(2);
        assertThat(bars("GC=F", 1)).containsExactly(bare, full);
    }

    @Test
    void showsNewBarsAfterTheirPublication() {
        store(answer("GC=F", bar(18, 1)));

        assertThat(closes("GC=F", 0)).isEmpty();
        assertThat(closes("GC=F", 1)).containsExactly("18=1.0");
        assertThat(prices.hasUnpublishedPrices()).isTrue();
        publish();
        assertThat(prices.hasUnpublishedPrices()).isFalse();
        store(answer("GC=F", bar(19, 2)));
        assertThat(closes("GC=F", 1)).containsExactly("18=1.0");
        assertThat(closes("GC=F", 2)).containsExactly("18=1.0", "19=2.0");
    }

    @Test
    void showsThePublishedPricesOfABarThatChanges() {
        store(answer("GC=F", bar(17, 1), bar(18, 2), bar(19, 3)));
        publish();

        List<PriceChange> changes = store(answer("GC=F", bar(18, 5), bar(19, 3), bar(20, 4)));

        assertThat(changes.get(0).inserted()).isEqualTo(1);
        assertThat(changes.get(0).changed()).isEqualTo(1);
        assertThat(changes.get(0).written()).isEqualTo(2);
        assertThat(closes("GC=F", 1)).containsExactly("17=1.0", "18=2.0", "19=3.0");
        assertThat(closes("GC=F", 2)).containsExactly("17=1.0", "18=5.0", "19=3.0", "20=4.0");
    }

    @Test
    void overwritesAnUnpublishedBar() {
        store(answer("GC=F", bar(19, 1)));
        publish();
        store(answer("GC=F", bar(19, 2), bar(20, 7)));
        store(answer("GC=F", bar(19, 3), bar(20, 8)));

        assertThat(closes("GC=F", 1)).containsExactly("19=1.0");
        assertThat(closes("GC=F", 2)).containsExactly("19=3.0", "20=8.0");
        assertThat(database.rows("SELECT until_version, since_version, close FROM price_revision"))
                .containsExactly("2 1 1.0");
    }

    @Test
    void hasNothingToPublishAfterARunWithoutChanges() {
        store(answer("GC=F", bar(19, 1)));
        publish();

        List<PriceChange> changes = store(
                answer("GC=F", bar(19, 1)),
                answer("SI=F"),
                unknown("XX=F"),
                PriceOutcome.failed(news("CL=F"), "broken"));

        assertThat(changes).extracting(PriceChange::written).containsOnly(0);
        assertThat(prices.hasUnpublishedPrices()).isFalse();
        assertThat(database.rows("SELECT since_version FROM price_bar")).containsExactly("1");
    }

    @Test
    void updatesABarWhenItsVolumeOrAMissingPriceChanges() {
        LocalDate date = LocalDate.of(2026, 11, 19);
        store(answer("GC=F", new PriceBar(date, Double.NaN, 1, 1, 1, OptionalLong.of(5))));

        assertThat(written(new PriceBar(date, Double.NaN, 1, 1, 1, OptionalLong.of(5))))
                .isZero();
        assertThat(written(new PriceBar(date, Double.NaN, 1, 1, 1, OptionalLong.of(6))))
                .isEqualTo(1);
        assertThat(written(new PriceBar(date, 1, 1, 1, 1, OptionalLong.of(6)))).isEqualTo(1);
        assertThat(written(new PriceBar(date, 1, 1, 1, 1, OptionalLong.empty())))
                .isEqualTo(1);
        assertThat(written(new PriceBar(date, 1.00001, 1, 1, 1, OptionalLong.empty())))
                .isZero();
        assertThat(written(new PriceBar(date, 0, 1, 1, 1, OptionalLong.empty())))
                .isEqualTo(1);
    }

    @Test
    void keepsBarsThatAResponseLacks() {
        store(answer("GC=F", bar(18, 1), bar(19, 2)));
        store(answer("GC=F", bar(20, 3)));
        store(answer("GC=F"));

        assertThat(closes("GC=F", 1)).containsExactly("18=1.0", "19=2.0", "20=3.0");
    }

    /** The check runs before each symbol, and before the commit. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void storesNothingWhenACheckFails(int failing) {
        AtomicInteger checks = new AtomicInteger();
        List<PriceOutcome> outcomes = List.of(answer("ZC=F", bar(16, 451)), answer("GC=F", bar(16, 1)));

        assertThatThrownBy(() -> prices.store("yahoo", outcomes, () -> {
                    if (checks.incrementAndGet() == failing) {
                        throw new IllegalStateException("the run has ended");
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(closes("ZC=F", 1)).isEmpty();
        assertThat(prices.hasUnpublishedPrices()).isFalse();
    }

    @Test
    void replacesTheWholeHistoryInAnotherCurrencyInOneVersion() {
        store(answer("ZC=F", bar(16, 451), bar(17, 452), bar(18, 453)));
        publish();

        PriceOutcome dollars = PriceOutcome.answered(all("ZC=F"), "USX", List.of(bar(17, 4.52), bar(19, 4.54)));
        assertThat(prices.unitDifference("yahoo", dollars)).contains("the currency is 'USX', was 'USD'");
        PriceChange change = prices.store("yahoo", List.of(dollars), () -> {}).get(0);

        assertThat(change.newUnit()).contains("the currency is 'USX', was 'USD'");
        assertThat(List.of(change.inserted(), change.changed(), change.removed()))
                .containsExactly(1, 1, 2);
        assertThat(closes("ZC=F", 1)).containsExactly("16=451.0", "17=452.0", "18=453.0");
        assertThat(prices.units(1)).containsExactly(entry("ZC=F", new PriceUnit("yahoo", "USD")));
        assertThat(closes("ZC=F", 2)).containsExactly("17=4.52", "19=4.54");
        assertThat(prices.units(2)).containsExactly(entry("ZC=F", new PriceUnit("yahoo", "USX")));
        publish();
        assertThat(prices.store("yahoo", List.of(dollars), () -> {}).get(0).written())
                .isZero();
        assertThat(prices.hasUnpublishedPrices()).isFalse();
    }

    @Test
    void rejectsTheLastDaysInAnotherCurrency() {
        store(answer("ZC=F", bar(16, 451), bar(17, 452)));
        publish();

        PriceOutcome news = PriceOutcome.answered(news("ZC=F"), null, List.of(bar(17, 4.52), bar(19, 4.54)));
        PriceChange change = prices.store("yahoo", List.of(news), () -> {}).get(0);

        assertThat(change.outcome().kind()).isEqualTo(PriceOutcome.Kind.FAILED);
        assertThat(change.outcome().reason()).startsWith("the currency is unknown, was 'USD'; expected the unit of");
        assertThat(closes("ZC=F", 2)).containsExactly("16=451.0", "17=452.0");
        assertThat(prices.hasUnpublishedPrices()).isFalse();
    }

    @Test
    void treatsAnotherScaleAsAnotherUnit() {
        store(answer("X.L", bar(16, 451), bar(17, 452), bar(18, 453)));

        assertThat(prices.unitDifference("yahoo", answer("X.L", bar(16, 4.51), bar(17, 4.52), bar(18, 4.53))))
                .contains("the scale of all 3 known days is another: the close is 4.53 on 2026-11-18, was 453.0");
        assertThat(prices.unitDifference("yahoo", answer("X.L", bar(16, 4.51), bar(17, 452), bar(18, 453))))
                .as("one corrected close")
                .isEmpty();
        assertThat(prices.unitDifference("yahoo", answer("X.L", bar(17, 4.52), bar(18, 4.53), bar(19, 4.54))))
                .as("two days prove nothing")
                .isEmpty();
    }

    @Test
    void replacesBarsByThoseOfAnotherSource() {
        store(answer("GC=F", bar(16, 1), bar(17, 2)));

        prices.store("csv", List.of(PriceOutcome.answered(all("GC=F"), null, List.of(bar(17, 2)))), () -> {});

        assertThat(closes("GC=F", 1)).containsExactly("17=2.0");
        assertThat(prices.units(1)).containsExactly(entry("GC=F", new PriceUnit("csv", null)));
        assertThat(prices.symbols().get(0).newestBar()).isEqualTo("2026-11-17");
    }

    @Test
    void publishesANewCurrencyOfTheSameBars() {
        prices.store("yahoo", List.of(PriceOutcome.answered(all("GC=F"), null, List.of(bar(17, 2)))), () -> {});
        publish();

        store(answer("GC=F", bar(17, 2)));

        assertThat(prices.hasUnpublishedPrices()).isTrue();
        assertThat(prices.units(1)).containsExactly(entry("GC=F", new PriceUnit("yahoo", null)));
        assertThat(prices.units(2)).containsExactly(entry("GC=F", new PriceUnit("yahoo", "USD")));
    }

    @Test
    void keepsBarsAfterAFailure() {
        store(answer("GC=F", bar(19, 1)));
        publish();

        store(PriceOutcome.failed(news("GC=F"), "broken"));
        store(unknown("GC=F"));

        assertThat(closes("GC=F", 1)).containsExactly("19=1.0");
        assertThat(prices.symbols().get(0).newestBar()).isEqualTo("2026-11-19");
    }

    @Test
    void readsManySymbolsAtOnceFromADay() {
        store(
                answer("GC=F", bar(17, 1), bar(18, 2), bar(19, 3)),
                answer("SI=F", bar(18, 4)),
                answer("CL=F", bar(18, 5), bar(19, 6)),
                answer("HG=F", bar(17, 7)));
        publish();
        store(answer("CL=F", bar(18, 8)));

        Map<String, List<PriceBar>> bars =
                prices.bars(List.of("GC=F", "CL=F", "HG=F", "NO=F"), LocalDate.of(2026, 11, 18), 1);

        assertThat(bars).containsOnlyKeys("GC=F", "CL=F");
        assertThat(bars.get("GC=F")).containsExactly(bar(18, 2), bar(19, 3));
        assertThat(bars.get("CL=F")).containsExactly(bar(18, 5), bar(19, 6));
    }

    @Test
    void keepsRevisionsForReadersThatAreBehindByTenMinutes() {
        store(answer("GC=F", bar(19, 1)));
        publish();
        store(answer("GC=F", bar(19, 2)));
        publish();
        store(answer("GC=F", bar(19, 3)));
        publish();
        store(answer("GC=F", bar(19, 4)));

        assertThat(closes("GC=F", 1)).as("two versions behind").containsExactly("19=1.0");
    }

    @Test
    void deletesRevisionsThatNoReaderNeeds() {
        store(answer("GC=F", bar(19, 1)));
        publish();
        store(answer("GC=F", bar(19, 2)));
        publish();
        assertThat(closes("GC=F", 1)).containsExactly("19=1.0");

        store(answer("GC=F", bar(19, 3)));
        assertThat(closes("GC=F", 1)).containsExactly("19=1.0");
        publish();
        database.execute("UPDATE publication SET created_at = created_at - INTERVAL '11' MINUTE");
        assertThat(closes("GC=F", 2)).containsExactly("19=2.0");
        store(answer("GC=F", bar(19, 4)));

        assertThat(database.rows("SELECT until_version, close FROM price_revision ORDER BY until_version"))
                .containsExactly("3 2.0", "4 3.0");
        assertThat(closes("GC=F", 2)).containsExactly("19=2.0");
        assertThat(closes("GC=F", 3)).containsExactly("19=3.0");
        assertThat(closes("GC=F", 4)).containsExactly("19=4.0");
    }

    @Test
    void storesARunAsAWholeOrNotAtAll() {
        PriceRequest request = new PriceRequest("SI=F", LocalDate.of(1900, 1, 1), TODAY, true);
        PriceOutcome beforeTheCalendar = PriceOutcome.answered(
                request, "USD", List.of(new PriceBar(LocalDate.of(1969, 12, 31), 1, 1, 1, 1, OptionalLong.empty())));

        assertThatThrownBy(() -> store(answer("GC=F", bar(19, 1)), beforeTheCalendar))
                .hasMessage("prices of 1969-12-31 cannot be stored: expected a date from 1970-01-01 to 2243-10-16");
        assertThat(prices.symbols()).isEmpty();
        assertThat(closes("GC=F", 1)).isEmpty();
    }

    @Test
    void storesTwoOutcomesOfASymbolInOneRun() {
        store(answer("GC=F", bar(19, 1)), answer("GC=F", bar(19, 2)), PriceOutcome.failed(news("GC=F"), "broken"));

        assertThat(closes("GC=F", 1)).containsExactly("19=2.0");
        assertThat(prices.symbols()).singleElement().satisfies(symbol -> {
            assertThat(symbol.error()).isEqualTo("broken");
            assertThat(symbol.newestBar()).isEqualTo("2026-11-19");
        });
    }

    @Test
    void requestsTheWholeHistoryOnceAndThenTheLastDays() {
        assertThat(prices.plan(List.of("SI=F", "GC=F"), "yahoo", YEARS)).containsExactly(all("SI=F"), all("GC=F"));

        prices.store(
                "yahoo", List.of(PriceOutcome.answered(all("GC=F"), "USD", List.of(bar(18, 1), bar(19, 2)))), () -> {});

        assertThat(prices.plan(List.of("SI=F", "GC=F"), "yahoo", YEARS)).containsExactly(all("SI=F"), news("GC=F"));
        prices.store("yahoo", List.of(PriceOutcome.answered(news("GC=F"), "USD", List.of(bar(20, 3)))), () -> {});
        assertThat(prices.plan(List.of("GC=F"), "yahoo", YEARS))
                .containsExactly(new PriceRequest("GC=F", LocalDate.of(2026, 11, 10), TODAY, false));
    }

    @Test
    void requestsTheWholeHistoryAgainForMoreYears() {
        prices.store("yahoo", List.of(PriceOutcome.answered(all("GC=F"), "USD", List.of(bar(19, 2)))), () -> {});

        assertThat(prices.plan(List.of("GC=F"), "yahoo", PriceHistory.ofYears(2)))
                .containsExactly(news("GC=F"));
        assertThat(prices.plan(List.of("GC=F"), "yahoo", PriceHistory.ofYears(4)))
                .containsExactly(PriceRequest.forAll("GC=F", PriceHistory.ofYears(4), TODAY));
    }

    @Test
    void requestsTheWholeHistoryAgainAfterAFailureOrAnEmptyResponse() {
        store(PriceOutcome.failed(all("GC=F"), "broken"), PriceOutcome.answered(all("SI=F"), "USD", List.of()));

        assertThat(prices.plan(List.of("GC=F", "SI=F"), "yahoo", YEARS)).containsExactly(all("GC=F"), all("SI=F"));
    }

    @Test
    void requestsTheWholeHistoryFromAnotherSource() {
        prices.store(
                "yahoo",
                List.of(PriceOutcome.answered(all("GC=F"), "USD", List.of(bar(19, 2))), unknown("XX=F")),
                () -> {});

        assertThat(prices.plan(List.of("GC=F", "XX=F"), "csv", YEARS)).containsExactly(all("GC=F"), all("XX=F"));
        prices.store(
                "csv",
                List.of(PriceOutcome.failed(all("GC=F"), "line 3"), PriceOutcome.failed(all("XX=F"), "x")),
                () -> {});
        assertThat(prices.plan(List.of("GC=F", "XX=F"), "csv", YEARS)).containsExactly(all("GC=F"), all("XX=F"));
        prices.store("csv", List.of(PriceOutcome.answered(all("GC=F"), null, List.of(bar(20, 3)))), () -> {});
        assertThat(prices.plan(List.of("GC=F"), "csv", YEARS).get(0).from()).isEqualTo("2026-11-10");
        assertThat(prices.units(1)).containsExactly(entry("GC=F", new PriceUnit("csv", null)));
    }

    @Test
    void requestsAnUnknownSymbolWeekly() {
        goTo("2026-11-20T22:30:05Z");
        store(unknown("XX=F"));

        assertThat(prices.plan(List.of("XX=F"), "yahoo", YEARS)).isEmpty();
        goTo("2026-11-26T23:59:59Z");
        assertThat(prices.plan(List.of("XX=F"), "yahoo", YEARS)).isEmpty();
        goTo("2026-11-27T22:30:00Z");
        assertThat(prices.plan(List.of("XX=F"), "yahoo", YEARS)).hasSize(1);
        store(unknown("XX=F"));
        goTo("2026-12-03T23:59:59Z");
        assertThat(prices.plan(List.of("XX=F"), "yahoo", YEARS)).isEmpty();
        assertThat(prices.symbols().get(0).unknownSince())
                .isBetween(at("2026-11-20T22:30:05Z"), at("2026-11-20T22:31:00Z"));
    }

    @Test
    void requestsAnUnknownSymbolAgainAfterAFailure() {
        goTo("2026-11-20T22:30:00Z");
        store(unknown("XX=F"));
        goTo("2026-11-27T22:30:00Z");
        store(PriceOutcome.failed(all("XX=F"), "broken"));
        goTo("2026-11-28T22:30:00Z");

        assertThat(prices.plan(List.of("XX=F"), "yahoo", YEARS)).hasSize(1);
    }

    @Test
    void requestsASymbolThatIsKnownAgainAsAnyOther() {
        store(unknown("XX=F"));
        store(PriceOutcome.answered(all("XX=F"), "USD", List.of(bar(19, 1))));

        assertThat(prices.plan(List.of("XX=F"), "yahoo", YEARS)).containsExactly(news("XX=F"));
        assertThat(prices.stale(List.of("XX=F"))).isEmpty();
        assertThat(prices.symbols().get(0).unknownSince()).isNull();
    }

    @Test
    void requestsAnUnknownSymbolAtOnceWhenTheSourceAllowsIt() {
        store(PriceOutcome.unknown(all("XX=F"), "no file", Period.ZERO));

        assertThat(prices.plan(List.of("XX=F"), "yahoo", YEARS)).containsExactly(all("XX=F"));
    }

    @Test
    void reportsStaleSymbolsWithTheReason() {
        store(
                answer("GC=F", bar(13, 1)),
                answer("SI=F", bar(12, 1)),
                answer("HG=F"),
                answer("CL=F", bar(19, 1)),
                unknown("XX=F"));
        store(PriceOutcome.failed(news("CL=F"), "status 503"));
        Instant answered = TestDatabase.START;

        assertThat(prices.stale(List.of("XX=F", "CL=F", "GC=F", "SI=F", "HG=F", "NEW")))
                .containsExactly(
                        new StalePrices("XX=F", null, null, "not found (since 2026-11-20)"),
                        new StalePrices("CL=F", LocalDate.of(2026, 11, 19), answered, "status 503"),
                        new StalePrices(
                                "SI=F", LocalDate.of(2026, 11, 12), answered, "yahoo has no prices after 2026-11-12"),
                        new StalePrices("HG=F", null, answered, "yahoo has no prices of it"),
                        new StalePrices("NEW", null, null, "not requested yet"));
    }

    @Test
    void waitsForARunningPriceRunBeforeAPublication() throws Exception {
        ExecutorService publisher = Executors.newSingleThreadExecutor();
        try (Connection run = database.source.getConnection()) {
            run.setAutoCommit(false);
            try (PriceLoad load = new PriceLoad(run, "yahoo", new StoreClock(database.clock))) {
                load.finish(List.of(load.store(answer("GC=F", bar(19, 1)))));
                Future<Publication> publication = publisher.submit(this::publish);
                awaitWaiterForALock();
                assertThat(publication.isDone()).isFalse();
                run.commit();
                assertThat(publication.get(60, TimeUnit.SECONDS).version()).isEqualTo(1);
            }
        } finally {
            publisher.shutdownNow();
        }
        assertThat(closes("GC=F", 1)).containsExactly("19=1.0");
        store(answer("GC=F", bar(20, 2)));
        assertThat(closes("GC=F", 1)).containsExactly("19=1.0");
    }

    private void awaitWaiterForALock() {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> TestDatabase.lockWaits(database.source) > 0);
    }

    private int written(PriceBar bar) {
        return store(answer("GC=F", bar)).get(0).written();
    }

    private List<PriceChange> store(PriceOutcome... outcomes) {
        return prices.store("yahoo", Arrays.asList(outcomes), () -> {});
    }

    private Publication publish() {
        return database.publications.publish(
                database.publications.publishedVersion() + 1, "build 1", null, new PublicationDraft(), () -> {});
    }

    private List<PriceBar> bars(String symbol, long version) {
        return prices.bars(List.of(symbol), LONG_AGO, version).getOrDefault(symbol, List.of());
    }

    private List<String> closes(String symbol, long version) {
        return bars(symbol, version).stream()
                .map(bar -> bar.date().getDayOfMonth() + "=" + bar.close())
                .toList();
    }

    private void goTo(String instant) {
        database.clock.goTo(at(instant));
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    private static PriceOutcome answer(String symbol, PriceBar... bars) {
        return PriceOutcome.answered(all(symbol), "USD", List.of(bars));
    }

    private static PriceOutcome unknown(String symbol) {
        return PriceOutcome.unknown(all(symbol), "not found", Period.ofDays(7));
    }

    private static PriceRequest all(String symbol) {
        return new PriceRequest(symbol, LocalDate.of(2023, 10, 21), TODAY, true);
    }

    private static PriceRequest news(String symbol) {
        return new PriceRequest(symbol, LocalDate.of(2026, 11, 9), TODAY, false);
    }

    /** A bar of a day of November 2026. */
    private static PriceBar bar(int day, double close) {
        return new PriceBar(LocalDate.of(2026, 11, day), close, close, close, close, OptionalLong.of(1));
    }
}
