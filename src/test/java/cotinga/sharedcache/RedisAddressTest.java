package cotinga.sharedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisAddressTest {
    @ParameterizedTest
    @CsvSource({
        "redis://localhost:6379, redis://localhost:6379",
        "redis://localhost:6379/, redis://localhost:6379/",
        "redis://10.0.0.7:7000/3, redis://10.0.0.7:7000/3",
        "redis://ann:secret@cache.example:6379, redis://cache.example:6379",
        "redis://:secret@cache.example:6379/0, redis://cache.example:6379/0",
        "rediss://ann:sec%3Aret%40@cache.example:6380/1, rediss://cache.example:6380/1",
    })
    void showsNoCredentials(String text, String shown) {
        assertThat(RedisAddress.of(text)).hasToString(shown);
        assertThat(RedisAddress.of(text).options().getEndpoint()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:6379, it does not begin with redis://",
        "http://ann:secret@localhost:6379, it does not begin with redis://",
        "redis:secret, it has no host name with a port",
        "redis:///secret, it has no host name with a port",
        "redis://secret, it has no host name with a port",
        "redis://ann:secret@my_cache:6379, it has no host name with a port",
        "redis://secret@localhost:6379, it has no password before the @",
        "redis://secret:@localhost:6379, it has no password before the @",
        "redis://localhost:6379/secret, its path is no number of a database",
        "redis://localhost:6379/0?password=secret, it has parameters",
        "redis://localhost:6379#secret, it has parameters",
        "redis://ann:sec ret@localhost:6379, it is no address",
    })
    void rejectsOtherTextsWithoutRepeatingThem(String text, String problem) {
        assertThatThrownBy(() -> RedisAddress.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem)
                .hasNoCause();
    }

    @Test
    void removesThePasswordFromMessages() {
        RedisAddress address = RedisAddress.of("redis://ann:sec%40ret@localhost:6379");

        assertThat(address.withoutPassword("ERR unknown command 'HELLO' with 'ann' 'sec@ret' of sec%40ret"))
                .isEqualTo("ERR unknown command 'HELLO' with 'ann' '***' of ***");
        assertThat(RedisAddress.of("redis://localhost:6379").withoutPassword("as it is"))
                .isEqualTo("as it is");
    }
}
