package cotinga.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/** Finds cached responses by their entity tags, without their routes. */
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

    /** Records the place of the response with a tag; ignores a response that is not cached. */
    public void note(String tag, Answer answer) {
        answer.place().ifPresent(place -> places.put(tag, place));
    }

    /** The response with a tag, while it is cached. */
    public Optional<Answer> find(String tag) {
        return Optional.ofNullable(places.getIfPresent(tag)).flatMap(this::at);
    }

    /** The response at a place, while it is cached. */
    public Optional<Answer> at(Answer.Place place) {
        return caches.present(place);
    }
}
