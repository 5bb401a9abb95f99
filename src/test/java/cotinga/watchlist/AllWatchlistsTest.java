package cotinga.watchlist;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.flow.LogWatch;
import cotinga.market.MarketCategories;
import cotinga.store.alerts.WatchlistRow;
import cotinga.store.alerts.WatchlistStore;
import cotinga.store.sql.TestDatabase;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllWatchlistsTest {
    private static final WatchlistRow ANY = new WatchlistRow("*", "primary", "fo", "g1_net>0", "Any");
    private static final WatchlistRow METALS = new WatchlistRow("metals", "disagg", "co", "zscore_156_g3<-2", "");

    @AutoClose
    private TestDatabase database;

    private WatchlistStore store;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestDatabase.in(folder);
        store = new WatchlistStore(database.source);
    }

    @Test
    void listsThoseOfTheFileAndTheStoredOnesByName() {
        store.replace("c", List.of(METALS, ANY));
        store.replace("a", List.of(ANY));

        assertThat(all("b,*,primary,fo,g1_net>0,Any").all())
                .containsExactly(
                        new AllWatchlists.Listed("a", AllWatchlists.Source.STORED, List.of(ANY)),
                        new AllWatchlists.Listed("b", AllWatchlists.Source.FILE, List.of(ANY)),
                        new AllWatchlists.Listed("c", AllWatchlists.Source.STORED, List.of(METALS, ANY)));
    }

    @Test
    void doesNotUseAStoredListWithANameOfTheFile() {
        store.replace("a", List.of(METALS));
        AllWatchlists lists = all("a,*,primary,fo,g1_net>0,Any");

        assertThat(lists.all()).containsExactly(new AllWatchlists.Listed("a", AllWatchlists.Source.FILE, List.of(ANY)));
        assertThat(lists.valid()).singleElement().satisfies(list -> assertThat(list.entries())
                .extracting(WatchlistEntry::row)
                .containsExactly(ANY));
    }

    @Test
    void leavesOutAStoredEntryThatIsNoLongerValidAndLogsIt() {
        store.replace("a", List.of(new WatchlistRow("uranium", "primary", "fo", "g1_net>0", ""), ANY));
        LogWatch log = new LogWatch(Level.WARN);

        log.begin();
        List<Watchlist> valid = all("").valid();
        log.end();

        assertThat(valid).singleElement().satisfies(list -> assertThat(list.entries())
                .extracting(WatchlistEntry::row)
                .containsExactly(ANY));
        assertThat(log.errors())
                .singleElement()
                .asString()
                .contains("watchlist a", "'uranium'", "expected a contract code");
    }

    @Test
    void replacesAllEntriesOfAListAndNoOtherList() {
        AllWatchlists lists = all("");
        store.replace("b", List.of(METALS));

        assertThat(lists.save(list("a", ANY, METALS))).isTrue();
        assertThat(lists.save(list("a", METALS))).isFalse();
        assertThat(store.all())
                .containsOnlyKeys("a", "b")
                .containsEntry("a", List.of(METALS))
                .containsEntry("b", List.of(METALS));
        assertThat(lists.delete("a")).isTrue();
        assertThat(lists.delete("a")).isFalse();
        assertThat(store.all()).containsOnlyKeys("b");
    }

    private Watchlist list(String name, WatchlistRow... rows) {
        return new Watchlist(name, List.of(rows).stream().map(all("")::entry).toList());
    }

    private AllWatchlists all(String rowOfFile) {
        MarketCategories categories = MarketCategories.shipped();
        List<Watchlist> ofFile = Watchlists.load(
                new StringReader("watchlist,markets,report_type,subtype,condition,label\n" + rowOfFile),
                "watchlists.csv",
                categories);
        return new AllWatchlists(ofFile, store, categories);
    }
}
