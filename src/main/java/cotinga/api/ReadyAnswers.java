package cotinga.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/** Where the cached answers are, by the entity tag that names each: one that was answered before is found without its route. */
public final class ReadyAnswers {
    private static final long MOST_CHARACTERS = 4_000_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final AnswerCaches caches;
    private final Cache<String, Answer.Place> places = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String tag, Answer.Place place) ->
                    tag.length() + place.key().length())
            .expireAfterAccess(LONGEST)
            .build();

    public ReadyAnswers(AnswerCaches caches) {
        this.caches = caches;
    }

    /** Notes where the answer of a tag is; one that no cache holds is not noted. */
    public void note(String tag, Answer answer) {
        answer.place().ifPresent(place -> places.put(tag, place));
    }

    /** The answer of a tag, as long as its cache holds it. */
    public Optional<Answer> find(String tag) {
        return Optional.ofNullable(places.getIfPresent(tag)).flatMap(this::at);
    }

    /** The answer at a place, as long as its cache holds it. */
    public Optional<Answer> at(Answer.Place place) {
        return caches.present(place.cache(), place.key());
    }
}
