package cotinga.api;

import cotinga.payload.Edition;
import cotinga.progress.Progress;
import cotinga.report.Excerpt;
import cotinga.report.ReportVariant;
import cotinga.store.RunKind;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what is stored, when the next run is due and how the last ones ended. */
public final class Status {
    /** Characters; the record of the run has the whole. */
    private static final int LONGEST_ERROR = 1_000;

    private final Supplier<Edition> published;
    private final Predicate<RunKind> underWay;
    private final Function<RunKind, Optional<Progress.Figures>> progress;
    private final BooleanSupplier schedulerRunning;
    private final Supplier<List<Map<String, Object>>> jobs;
    private final Supplier<Map<String, Object>> releases;
    private final Supplier<Map<String, Object>> prices;
    private final Supplier<Map<String, Object>> heldBack;

    /**
     * @param published the edition that readers are given now
     * @param underWay whether a run of a kind is under way in this process
     * @param progress how far the run of a kind is; empty when none is under way
     * @param schedulerRunning whether the jobs will be run when their time comes
     * @param jobs the scheduled jobs, each with {@code id}, {@code name}, {@code next_run} …
     * @param releases which release is expected next and what was seen last, under keys of its own
     * @param prices what is known of the price source, under keys of its own
     * @param heldBack the variants that readers keep as they were, by their keys, and why
     */
    public Status(
            Supplier<Edition> published,
            Predicate<RunKind> underWay,
            Function<RunKind, Optional<Progress.Figures>> progress,
            BooleanSupplier schedulerRunning,
            Supplier<List<Map<String, Object>>> jobs,
            Supplier<Map<String, Object>> releases,
            Supplier<Map<String, Object>> prices,
            Supplier<Map<String, Object>> heldBack) {
        this.published = published;
        this.underWay = underWay;
        this.progress = progress;
        this.schedulerRunning = schedulerRunning;
        this.jobs = jobs;
        this.releases = releases;
        this.prices = prices;
        this.heldBack = heldBack;
    }

    /**
     * The status.
     *
     * @param runs the last ended run of each kind, as rows of the run table
     */
    public Map<String, Object> of(List<Map<String, Object>> runs) {
        Edition edition = published.get();
        Map<String, Object> scheduler = new LinkedHashMap<>();
        scheduler.put("scheduler_running", schedulerRunning.getAsBoolean());
        scheduler.put("jobs", jobs.get());
        scheduler.put("update", update(RunKind.REPORTS, runs));
        scheduler.putAll(releases.get());
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("data_version", edition.dataVersion());
        status.put("data", data(edition));
        status.put("held_back", heldBack.get());
        status.put("scheduler", scheduler);
        Map<String, Object> priceUpdate = update(RunKind.PRICES, runs);
        priceUpdate.putAll(prices.get());
        status.put("price_update", priceUpdate);
        return status;
    }

    /** For admin: {@code running}, and the jobs with their cron, zone, previous and next time. */
    public Map<String, Object> scheduler() {
        Map<String, Object> scheduler = new LinkedHashMap<>();
        scheduler.put("running", schedulerRunning.getAsBoolean());
        scheduler.put("jobs", jobs.get());
        return scheduler;
    }

    private static Map<String, Object> data(Edition edition) {
        Collection<Edition.VariantFigures> all = edition.variants().values();
        Map<String, Object> overall = figures(
                all.stream().mapToLong(Edition.VariantFigures::weeks).sum(),
                edition.codes().size(),
                edition.reportDates(),
                all.stream()
                        .map(Edition.VariantFigures::firstDate)
                        .min(LocalDate::compareTo)
                        .orElse(null),
                all.stream()
                        .map(Edition.VariantFigures::lastDate)
                        .max(LocalDate::compareTo)
                        .orElse(null));
        Map<String, Object> variants = new LinkedHashMap<>();
        for (ReportVariant variant : edition.variantsWithData()) {
            Edition.VariantFigures its =
                    Objects.requireNonNull(edition.variants().get(variant));
            variants.put(
                    variant.key(),
                    figures(its.weeks(), its.markets(), its.reportDates(), its.firstDate(), its.lastDate()));
        }
        return Map.of("overall", overall, "variants", variants);
    }

    private static Map<String, Object> figures(
            long records, int markets, int weeks, @Nullable LocalDate first, @Nullable LocalDate last) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("total_records", records);
        figures.put("total_markets", markets);
        figures.put("total_weeks", weeks);
        figures.put("first_date", first == null ? null : first.toString());
        figures.put("last_date", last == null ? null : last.toString());
        return figures;
    }

    private Map<String, Object> update(RunKind kind, List<Map<String, Object>> runs) {
        Map<String, Object> last = runs.stream()
                .filter(run -> kind.key().equals(run.get("kind")))
                .findFirst()
                .orElse(Map.of());
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("running", underWay.test(kind));
        update.put("progress", progress.apply(kind).map(ProgressJson::of).orElse(null));
        update.put("last_run", text(last.get("started_at")));
        update.put("last_status", last.get("status"));
        update.put("last_error", last.get("error") instanceof String error ? oneLine(error) : null);
        update.put("last_duration_sec", seconds(last.get("started_at"), last.get("finished_at")));
        return update;
    }

    /** The lines of a run's error, separated by semicolons. */
    private static String oneLine(String error) {
        return Excerpt.cut(error.lines().collect(Collectors.joining("; ")), LONGEST_ERROR);
    }

    private static @Nullable String text(@Nullable Object moment) {
        return moment instanceof OffsetDateTime time ? time.toInstant().toString() : null;
    }

    private static @Nullable Double seconds(@Nullable Object from, @Nullable Object to) {
        if (from instanceof OffsetDateTime start && to instanceof OffsetDateTime end) {
            return ChronoUnit.MILLIS.between(start, end) / 1000.0;
        }
        return null;
    }
}
