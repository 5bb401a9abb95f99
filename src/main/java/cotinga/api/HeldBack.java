package cotinga.api;

import cotinga.store.WithheldVariant;
import java.time.Instant;

/**
 * Why a variant is withheld: readers keep getting its last published state.
 *
 * @param asOf the data version of that state; 0 when the variant was never published
 */
public record HeldBack(Instant since, long asOf, String reason) {
    static HeldBack of(WithheldVariant held) {
        return new HeldBack(held.withheldAt(), held.asOf(), held.reason());
    }
}
