package cotinga.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapSpaceTest {
    @Test
    void knowsTheUseOfTheHeapAfterACollection() {
        System.gc();

        assertThat(HeapSpace.usedAfterCollection()).isBetween(0.001, 0.999);
    }

    @Test
    void saysHowMuchMemoryIsMissing() {
        assertThat(HeapSpace.shortage(96L << 20))
                .hasValue(
                        "Found a maximum heap of 96 MB, expected at least 128 MB; set -Xmx256m (in COTINGA_JAVA_OPTS, or before"
                                + " -jar), or give the container more memory");
        assertThat(HeapSpace.shortage(123L << 20)).isEmpty();
    }
}
