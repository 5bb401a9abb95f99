package cotinga.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.base.DataFileException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractsTest {
    private static final String HEADER = "code,size,unit,currency,source\n";

    @Test
    void knowsTheSizeAndTheCurrencyOfAContract() {
        Contracts.Contract wheat = Contracts.shipped().of("001602").orElseThrow();

        assertThat(wheat.size()).isEqualTo(5_000);
        assertThat(wheat.unit()).isEqualTo("bushel");
        assertThat(wheat.valueAtOne("USD")).hasValue(5_000);
        assertThat(wheat.valueAtOne("USX")).as("cents").hasValue(50);
        assertThat(wheat.valueAtOne("EUR")).isEmpty();
        assertThat(wheat.valueAtOne(null)).isEmpty();
    }

    @Test
    void doesNotGuess() {
        assertThat(Contracts.shipped().of("1170E1")).as("volatility").isEmpty();
        assertThat(Contracts.shipped().of("239747")).as("a doubtful size").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1602,1,bushel,USD,CFTC                | the contract code '1602'
            001602,0,bushel,USD,CFTC              | the size '0'
            001602,many,bushel,USD,CFTC           | the size 'many'
            001602,1,bushel,cents,CFTC            | the currency 'cents'
            001602,1,,USD,CFTC                    | an empty field
            001602,1,bushel,USD,                  | an empty field
            001602,1,bushel,USD                   | 001602,1,bushel,USD
            """)
    void rejectsARowThatSaysNothingUseful(String row, String found) {
        assertThatThrownBy(() -> Contracts.load(new StringReader(HEADER + row + "\n"), "my-contracts.csv"))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("my-contracts.csv")
                .hasMessageContaining(found);
    }

    @Test
    void rejectsAMarketTwice() {
        String row = "001602,5000,bushel,USD,CFTC\n";
        assertThatThrownBy(() -> Contracts.load(new StringReader(HEADER + row + row), "my-contracts.csv"))
                .hasMessageContaining("'001602' again");
    }
}
