package cotinga.export;

import cotinga.analytics.MarketAnalysis;
import cotinga.payload.Editions;
import cotinga.payload.MarketMeta;
import cotinga.payload.MarketPrices;
import cotinga.payload.Payloads;
import cotinga.payload.ScreenerRow;
import cotinga.payload.SymbolPrices;
import cotinga.progress.Progress;
import cotinga.progress.ProgressDisplay;
import cotinga.quality.KnownMarket;
import cotinga.quality.ShrinkLimit;
import cotinga.quality.VariantChecks;
import cotinga.report.NewYork;
import cotinga.report.ReportDays;
import cotinga.report.ReportVariant;
import cotinga.store.Publication;
import cotinga.store.PublicationStore;
import cotinga.store.PublishedMarket;
import cotinga.store.PublishedVariant;
import cotinga.store.QualityStore;
import cotinga.store.ReleaseSize;
import cotinga.store.StoredCheck;
import cotinga.store.StoredVariant;
import cotinga.store.VariantStore;
import cotinga.store.WeekStore;
import cotinga.store.WithheldVariant;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes data versions: reads each variant once, writes its files, and makes the version visible. */
public final class Publications {
    private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

    private final WeekStore weeks;
    private final PublicationStore store;
    private final VariantStore variants;
    private final QualityStore quality;
    private final Editions editions;
    private final Payloads payloads;
    private final MarketPrices prices;
    private final Optional<ExportFolder> folder;
    private final String fingerprint;
    private final ShrinkLimit maxShrink;
    private final Withholding withholding;
    private final ReportDays reportDays;
    private final ProgressDisplay display;
    private final Clock clock;

    /**
     * @param folder where files are written; empty if files are not exported
     * @param fingerprint the build and the settings that affect payloads; a change makes a publication due
     * @param maxShrink how much a variant may shrink before it is withheld
     * @param reportDays the expected report dates
     */
    public Publications(
            WeekStore weeks,
            PublicationStore store,
            VariantStore variants,
            QualityStore quality,
            Editions editions,
            Payloads payloads,
            MarketPrices prices,
            Optional<ExportFolder> folder,
            String fingerprint,
            ShrinkLimit maxShrink,
            ReportDays reportDays,
            ProgressDisplay display,
            Clock clock) {
        this.weeks = weeks;
        this.store = store;
        this.variants = variants;
        this.quality = quality;
        this.editions = editions;
        this.payloads = payloads;
        this.prices = prices;
        this.folder = folder;
        this.fingerprint = fingerprint;
        this.maxShrink = maxShrink;
        this.withholding = new Withholding(maxShrink);
        this.reportDays = reportDays;
        this.display = display;
        this.clock = clock;
    }

    /**
     * Prepares the data version after the published one: whether it is due, and which variants are withheld.
     */
    public PendingPublication prepare(PublishingRun run) {
        Map<ReportVariant, LocalDate> newest = variants.newestReportDates();
        Set<ReportVariant> changed = variants.unpublishedVariants();
        Map<ReportVariant, WithheldVariant> held = run.isStopped() ? Map.of() : held(run, changed, newest);
        boolean due = !run.isStopped() && !newest.isEmpty() && (run.isForced() || isDue(changed, held.keySet()));
        if (!due && !run.isStopped()) {
            store.withhold(held.values());
        }
        Progress progress = new Progress("publication", display, clock);
        if (due) {
            progress.plan(variants.countMarkets());
        }
        long version = store.publishedVersion() + 1;
        Map<String, SymbolPrices> bars =
                due && folder.isPresent() ? prices.bySymbol(version, clock.instant()) : Map.of();
        Map<ReportVariant, VariantChecks> checks = due ? checks(changed, held.keySet(), newest) : Map.of();
        return new PendingPublication(version, run.id(), due, newest, bars, held, checks, progress, run::requireActive);
    }

    /** Whether the stored data, the fingerprint or the files differ from the published ones. Withheld variants do not count. */
    public boolean isDue() {
        return isDue(variants.unpublishedVariants(), store.withheldVariants().keySet());
    }

    private boolean isDue(Set<ReportVariant> changed, Set<ReportVariant> held) {
        Optional<Publication> latest = store.latest();
        return latest.isEmpty()
                || !held.containsAll(changed)
                || prices.areUnpublished()
                || !latest.get().fingerprint().equals(fingerprint)
                || (folder.isPresent() && !isComplete(folder.get(), latest.get().version()));
    }

    /**
     * The changed variants that are withheld; their newest report date becomes the published one. In a run that publishes withheld
     * variants, only a future date withholds.
     */
    private Map<ReportVariant, WithheldVariant> held(
            PublishingRun run, Set<ReportVariant> changed, Map<ReportVariant, LocalDate> newest) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), NewYork.ZONE);
        Map<ReportVariant, WithheldVariant> earlier = store.withheldVariants();
        Map<ReportVariant, WithheldVariant> held = new EnumMap<>(ReportVariant.class);
        List<PublishedMarket> markets = changed.isEmpty() ? List.of() : store.markets();
        for (PublishedVariant variant :
                store.latest().map(Publication::variants).orElse(List.of())) {
            if (!changed.contains(variant.variant())) {
                continue;
            }
            Withholding.Published published = Withholding.Published.of(variant, markets);
            StoredVariant stored = variants.stored(variant.variant(), variant.lastDate());
            WithheldVariant before = earlier.get(variant.variant());
            boolean isSeenSince = run.seenVariants().contains(variant.variant())
                    && !(before != null && Long.valueOf(run.id()).equals(before.runId()));
            Optional<LocalDate> newestStored = Optional.ofNullable(newest.get(variant.variant()));
            newestStored
                    .flatMap(date -> Withholding.futureDate(date, today))
                    .or(() -> run.isPublishingWithheld()
                            ? Optional.empty()
                            : withholding.finding(stored, published, before, isSeenSince))
                    .ifPresent(finding -> {
                        held.put(variant.variant(), held(stored, published, before, finding, run.id()));
                        newest.put(variant.variant(), variant.lastDate());
                    });
        }
        withholdUnpublished(run.id(), changed, newest, today, earlier, held);
        held.values().stream()
                .filter(variant -> !earlier.containsKey(variant.variant()))
                .forEach(variant ->
                        LOG.warn("{} is withheld: {}", variant.variant().path(), variant.reason()));
        return held;
    }

    /** A variant that was never published is withheld only if it is dated after today. */
    private void withholdUnpublished(
            long runId,
            Set<ReportVariant> changed,
            Map<ReportVariant, LocalDate> newest,
            LocalDate today,
            Map<ReportVariant, WithheldVariant> earlier,
            Map<ReportVariant, WithheldVariant> held) {
        Set<ReportVariant> unpublished = EnumSet.copyOf(List.of(ReportVariant.values()));
        unpublished.retainAll(changed);
        store.latest().map(Publication::variants).orElse(List.of()).forEach(seen -> unpublished.remove(seen.variant()));
        for (ReportVariant variant : unpublished) {
            Optional.ofNullable(newest.get(variant))
                    .flatMap(date -> Withholding.futureDate(date, today))
                    .ifPresent(finding -> {
                        WithheldVariant before = earlier.get(variant);
                        held.put(
                                variant,
                                new WithheldVariant(
                                        variant,
                                        0,
                                        before == null ? clock.instant() : before.withheldAt(),
                                        before == null ? Long.valueOf(runId) : before.runId(),
                                        Objects.requireNonNull(newest.remove(variant)),
                                        0,
                                        0,
                                        finding.cause(),
                                        0,
                                        finding.reason()));
                    });
        }
    }

    private WithheldVariant held(
            StoredVariant stored,
            Withholding.Published published,
            @Nullable WithheldVariant before,
            Withholding.Finding finding,
            long runId) {
        ReleaseSize newest =
                stored.newestReleases().stream().findFirst().orElse(new ReleaseSize(published.newestReportDate(), 0));
        return new WithheldVariant(
                stored.variant(),
                published.variant().asOf(),
                before == null ? clock.instant() : before.withheldAt(),
                before == null ? Long.valueOf(runId) : before.runId(),
                newest.reportDate(),
                newest.markets(),
                stored.lostWeeks(),
                finding.cause(),
                stored.oddMarkets().odd(),
                finding.reason());
    }

    /** The checks of each variant that has changed or was never checked. A withheld variant is checked when it is published. */
    private Map<ReportVariant, VariantChecks> checks(
            Set<ReportVariant> changed, Set<ReportVariant> held, Map<ReportVariant, LocalDate> newest) {
        Set<ReportVariant> checked = EnumSet.noneOf(ReportVariant.class);
        quality.checks().stream().map(StoredCheck::variant).forEach(checked::add);
        List<PublishedMarket> markets = store.markets();
        Map<ReportVariant, VariantChecks> checks = new EnumMap<>(ReportVariant.class);
        newest.forEach((variant, newestReportDate) -> {
            if (!held.contains(variant) && (changed.contains(variant) || !checked.contains(variant))) {
                Map<String, KnownMarket> known = markets.stream()
                        .filter(market -> market.variant() == variant)
                        .collect(Collectors.toMap(PublishedMarket::code, Publications::known));
                checks.put(variant, new VariantChecks(variant, newestReportDate, known, maxShrink, reportDays));
            }
        });
        return checks;
    }

    private static KnownMarket known(PublishedMarket market) {
        return new KnownMarket(market.name(), market.exchange(), market.weeks(), market.lastDate());
    }

    private static boolean isComplete(ExportFolder folder, long version) {
        return Manifest.parse(folder.read(Manifest.FILE))
                .filter(manifest -> manifest.dataVersion() == version)
                .filter(manifest -> manifest.files().stream().allMatch(folder::holds))
                .isPresent();
    }

    /** Reads a variant once, and writes the files of its markets, its lists and its part of the directory. */
    public void export(PendingPublication publication, ReportVariant variant) {
        List<MarketMeta> metas = new ArrayList<>();
        List<ScreenerRow> rows = new ArrayList<>();
        Optional<VariantChecks> checks = publication.checks(variant);
        weeks.forEachMarket(variant, publication.versionOf(variant), history -> {
            publication.check().run();
            checks.ifPresent(all -> all.add(history));
            MarketMeta meta = editions.meta(history, publication.newestReportDate(variant));
            MarketAnalysis analysis = MarketAnalysis.of(history);
            metas.add(meta);
            rows.add(payloads.screenerRow(meta, analysis));
            publication.draft().add(history);
            write(
                    publication,
                    "market_" + history.code() + "_" + variant.key() + ".json",
                    () -> payloads.market(meta, analysis, prices.among(publication.prices(), history.code())));
            publication.progress().stepDone(variant.path() + " " + history.code());
        });
        publication.add(variant, rows);
        checks.ifPresent(all -> publication.checked(variant, all.results()));
        write(publication, "markets_" + variant.key() + ".json", () -> payloads.markets(metas));
        write(publication, "screener_" + variant.key() + ".json", () -> payloads.screener(rows));
    }

    /** Publishes the version, then writes the manifest as the last file. */
    public void complete(PendingPublication publication) {
        Publication published = store.publish(
                publication.version(), fingerprint, publication.runId(), publication.draft(), publication.check());
        editions.renew();
        publication.completed();
        String checks = publication.quality();
        if (checks != null) {
            LOG.info(checks);
        }
        publication.variants().stream()
                .map(ReportVariant::type)
                .distinct()
                .forEach(type -> write(publication, "groups_" + type.key() + ".json", () -> payloads.groups(type)));
        folder.ifPresent(place -> attempt(publication, () -> finishFiles(place, publication, published)));
        publication.progress().finished();
    }

    /** Writes a file, unless files are not exported or an earlier one could not be written. */
    private void write(PendingPublication publication, String name, Supplier<byte[]> content) {
        if (folder.isPresent() && publication.fileFailure() == null) {
            byte[] bytes = content.get();
            attempt(publication, () -> publication.add(folder.get().write(name, bytes)));
        }
    }

    /** A failure to write files is a flaw of the run; REST serves the new version nevertheless. */
    private static void attempt(PendingPublication publication, Runnable writing) {
        try {
            writing.run();
        } catch (UncheckedIOException e) {
            String reason = e.getMessage() + ": " + e.getCause();
            LOG.error("The files of data version {} are incomplete: {}", publication.version(), reason);
            publication.filesFailed(reason);
        }
    }

    private static void finishFiles(ExportFolder folder, PendingPublication publication, Publication published) {
        if (publication.fileFailure() != null) {
            return;
        }
        List<ExportFolder.Written> files = publication.files().stream()
                .sorted(Comparator.comparing(ExportFolder.Written::name))
                .toList();
        folder.keepOnly(files.stream().map(ExportFolder.Written::name).collect(Collectors.toSet()));
        Map<String, String> newest = new TreeMap<>();
        for (PublishedVariant variant : published.variants()) {
            newest.put(variant.variant().key(), variant.lastDate().toString());
        }
        Manifest manifest =
                new Manifest(published.version(), published.createdAt().toString(), newest, files);
        folder.write(Manifest.FILE, manifest.toJson());
    }
}
