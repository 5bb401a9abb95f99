package cotinga.api;

import cotinga.store.publications.WithheldVariant;
import java.time.Instant;

/**
 * Why a variant is withheld: readers keep getting its last published state.
 *
 * @param asOf the data version of that state; 0 when the variant was never published
 */
public record Withheld(Instant since, long asOf, String reason) {
    static Withheld of(WithheldVariant held) {
        return new Withheld(held.withheldAt(), held.asOf(), held.reason());
    }
}
