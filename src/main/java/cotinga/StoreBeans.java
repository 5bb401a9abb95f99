package cotinga;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.release.ReleaseCalendar;
import cotinga.run.InterruptedRuns;
import cotinga.store.Backups;
import cotinga.store.DownloadStore;
import cotinga.store.InterruptedRunStore;
import cotinga.store.PriceStore;
import cotinga.store.PublicationMarker;
import cotinga.store.PublicationStore;
import cotinga.store.QualityStore;
import cotinga.store.RevisionStore;
import cotinga.store.RunStore;
import cotinga.store.VariantStore;
import cotinga.store.WeekStore;
import java.time.Clock;

/** The database and its stores. */
record StoreBeans(
        HikariDataSource database,
        DownloadStore downloads,
        WeekStore weeks,
        RevisionStore revisions,
        VariantStore variants,
        QualityStore quality,
        PublicationStore publications,
        RunStore runs,
        InterruptedRuns interruptedRuns,
        PriceStore prices,
        Backups backups) {

    static StoreBeans of(HikariDataSource database, Settings settings, ReleaseCalendar releases, Clock clock) {
        return new StoreBeans(
                database,
                new DownloadStore(database, clock),
                new WeekStore(database, clock, releases::publishedAt),
                new RevisionStore(database),
                new VariantStore(database),
                new QualityStore(database),
                new PublicationStore(
                        database, PublicationMarker.of(settings.store().url()), clock),
                new RunStore(database, clock),
                new InterruptedRuns(new InterruptedRunStore(database), clock),
                new PriceStore(database, clock),
                new Backups(
                        database,
                        settings.backup().directory(),
                        settings.backup().keep(),
                        settings.retention().reserve(),
                        clock));
    }

    void bind(NamedBeans beans) {
        beans.bind("dataSource", database);
        beans.bind("backups", backups);
    }
}
