package cotinga.watchlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.base.DataFileException;
import cotinga.market.MarketCategories;
import cotinga.report.ReportType;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchlistsTest {
    private static final String HEADER = "watchlist,markets,report_type,subtype,condition,label\n";

    @Test
    void readsListsInTheOrderOfTheFile() {
        List<Watchlist> lists = read(HEADER
                + "b,*,primary,fo,index_156_g1>=90  and   weeks_behind=0,A label\n"
                + "a,099741,tff,co,\"zscore_52_g3<-2\",\n"
                + "b,metals,disagg,fo,g1_net>0,");

        assertThat(lists).extracting(Watchlist::name).containsExactly("b", "a");
        WatchlistEntry first = lists.get(0).entries().get(0);
        assertThat(first.condition()).hasToString("index_156_g1>=90 and weeks_behind=0");
        assertThat(first.reportType()).isEmpty();
        assertThat(first.label()).isEqualTo("A label");
        assertThat(lists.get(1).entries().get(0).reportType()).contains(ReportType.TFF);
        assertThat(lists.get(0).entries()).hasSize(2);
    }

    @Test
    void identifiesAnEntryByItsContentWithoutTheLabel() {
        WatchlistEntry one =
                read(HEADER + "a,*,primary,fo,g1_net>0,").get(0).entries().get(0);
        WatchlistEntry labelled = read(HEADER + "a,*,primary,fo,g1_net > 0,Label")
                .get(0)
                .entries()
                .get(0);
        WatchlistEntry other =
                read(HEADER + "a,*,primary,co,g1_net>0,").get(0).entries().get(0);

        assertThat(labelled.key()).isEqualTo(one.key());
        assertThat(other.key()).isNotEqualTo(one.key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Metals,*,primary,fo,g1_net>0,|the name 'Metals'",
                "a,099,primary,fo,g1_net>0,|the markets '099'",
                "a,*,news,fo,g1_net>0,|the report type 'news'",
                "a,*,tff,xx,g1_net>0,|the subtype 'xx'",
                "a,*,cit,fo,g1_net>0,|the report type 'cit/fo'",
                "a,*,legacy,fo,index_156_g4>90,|the condition 'index_156_g4'",
                "a,*,legacy,fo,signal_g1=BUY,|the condition 'signal_g1=BUY'",
                "a,*,legacy,fo,,|the condition ''",
                "a,*,legacy,fo,flip_g1=up,|the condition 'flip_g1=up'",
                "a,*,legacy,fo|4 fields",
            })
    void rejectsInvalidRows(String row, String found) {
        assertThatThrownBy(() -> read(HEADER + "a,*,primary,fo,g1_net>1,\n" + row))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining(found);
    }

    @Test
    void rejectsTheSameConditionAgain() {
        assertThatThrownBy(() -> read(HEADER + "a,*,primary,fo,g1_net>1,\na,*,primary,fo,g1_net>1,Label"))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("the same condition again");
    }

    private static List<Watchlist> read(String text) {
        return Watchlists.load(new StringReader(text), "watchlists.csv", MarketCategories.shipped());
    }
}
