package cotinga;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import cotinga.settings.CamelKeys;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Which packages a package may know, and what no package does. */
@AnalyzeClasses(packages = "cotinga", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "cotinga";
    private static final String UNMODIFIABLE =
            "java\\.util\\.(ImmutableCollections\\$|Collections\\$(Unmodifiable|Empty|Singleton)).*";

    private static final Set<String> DISK_AND_DATABASE =
            Set.of("java.nio.file.Files", "javax.sql.DataSource", "cotinga.store.sql.Transaction");

    /** Which packages each package may know; only the root package knows all. */
    private static final Map<String, String> KNOWN_PACKAGES = Map.ofEntries(
            Map.entry("base", ""),
            Map.entry("progress", "base"),
            Map.entry("upstream", "base"),
            Map.entry("contract", "base"),
            Map.entry("page", "base"),
            Map.entry("report", ""),
            Map.entry("price", "base"),
            Map.entry("cftc", "report base"),
            Map.entry("cftc.socrata", "cftc report base"),
            Map.entry("price.yahoo", "price base"),
            Map.entry("price.csv", "price"),
            Map.entry("analytics", "report"),
            Map.entry("measure", "analytics report base"),
            Map.entry("study", "measure report base"),
            Map.entry("quality", "report"),
            Map.entry("market", "report base"),
            Map.entry("release", "report base"),
            Map.entry("sandbox", "release report base"),
            Map.entry("store.sql", "base report"),
            Map.entry("cluster", "store.sql"),
            Map.entry("store.copy", "store.sql progress base"),
            Map.entry("store.weeks", "store.sql report"),
            Map.entry("store.prices", "store.sql price"),
            Map.entry("store.alerts", "store.sql report"),
            Map.entry("store.changes", "store.sql"),
            Map.entry("store.runs", "store.sql"),
            Map.entry("store.publications", "store.sql store.weeks store.prices report"),
            Map.entry("snapshot", "store.publications store.prices market price report"),
            Map.entry("payload", "snapshot store.weeks study measure analytics market price report"),
            Map.entry("watchlist", "payload snapshot market measure store.alerts report base"),
            Map.entry(
                    "publication",
                    "payload snapshot quality analytics progress store.publications store.weeks store.runs report base"),
            Map.entry(
                    "run",
                    "publication snapshot cftc price market upstream progress store.sql store.weeks store.prices store.runs report base"),
            Map.entry(
                    "intake",
                    "run snapshot cftc cftc.socrata price price.yahoo price.csv release store.weeks store.prices store.runs report base"),
            Map.entry("upkeep", "intake store.alerts store.weeks store.runs base"),
            Map.entry(
                    "api",
                    "cluster intake run watchlist payload snapshot contract page progress release market price study measure analytics store.sql store.alerts store.changes store.weeks store.prices store.runs store.publications report base"),
            Map.entry("http", "api contract base"),
            Map.entry("sharedcache", "api base"),
            Map.entry(
                    "monitor",
                    "intake run snapshot release store.sql store.weeks store.prices store.runs store.publications report base"),
            Map.entry("alert", "monitor store.alerts report base"),
            Map.entry(
                    "settings",
                    "cluster sandbox alert monitor http sharedcache upstream upkeep run quality price cftc store.sql report base"),
            Map.entry(
                    "metrics",
                    "alert monitor http api run publication upstream store.sql store.weeks store.prices store.runs report"));

    @ArchTest
    void packagesKnowOnlyThePackagesBelowThem(JavaClasses classes) {
        LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer(ROOT)
                .definedBy(ROOT)
                .whereLayer(ROOT)
                .mayNotBeAccessedByAnyLayer();
        for (String name : KNOWN_PACKAGES.keySet()) {
            layers = layers.layer(name).definedBy(ROOT + "." + name);
        }
        for (Map.Entry<String, String> entry : KNOWN_PACKAGES.entrySet()) {
            String[] known = entry.getValue().split(" ");
            layers = entry.getValue().isEmpty()
                    ? layers.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
                    : layers.whereLayer(entry.getKey()).mayOnlyAccessLayers(known);
        }
        layers.check(classes);
    }

    @ArchTest
    void everyPackageIsListed(JavaClasses classes) {
        assertThat(packages(classes).stream()
                        .map(JavaPackage::getName)
                        .filter(name -> !name.equals(ROOT))
                        .map(name -> name.substring(ROOT.length() + 1)))
                .containsExactlyInAnyOrderElementsOf(KNOWN_PACKAGES.keySet());
    }

    @ArchTest
    void onlyTheRootPackageKnowsCamel(JavaClasses classes) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .and()
                .doNotBelongToAnyOf(CamelKeys.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .because("routes decide, beans compute")
                .check(classes);
    }

    @ArchTest
    void noConstructorOfABeanTouchesTheDiskOrTheDatabase(JavaClasses classes) {
        Set<JavaCodeUnit> reached = reachedFrom(classes.get(Beans.class).getConstructors());

        assertThat(reached).as("the wiring classes and the beans").hasSizeGreaterThan(100);
        assertThat(reached.stream()
                        .flatMap(unit -> unit.getCallsFromSelf().stream())
                        .filter(call -> !call.isDeclaredInLambda())
                        .filter(call ->
                                DISK_AND_DATABASE.contains(call.getTargetOwner().getName())))
                .as("calls of files and of the database, which the steps of StartUp make")
                .isEmpty();
    }

    /** The constructors and methods that these call, directly or not; without lambdas, which are called later. */
    private static Set<JavaCodeUnit> reachedFrom(Collection<? extends JavaCodeUnit> first) {
        Set<JavaCodeUnit> reached = new LinkedHashSet<>(first);
        Deque<JavaCodeUnit> open = new ArrayDeque<>(first);
        while (!open.isEmpty()) {
            open.remove().getCallsFromSelf().stream()
                    .filter(call -> !call.isDeclaredInLambda())
                    .flatMap(call -> call.getTarget().resolveMember().stream())
                    .filter(unit -> unit.getOwner().getPackageName().startsWith(ROOT))
                    .filter(reached::add)
                    .forEach(open::add);
        }
        return reached;
    }

    @ArchTest
    void noStaticFieldChanges(JavaClasses classes) {
        fields().that()
                .areStatic()
                .and(areWritten())
                .should()
                .beFinal()
                .andShould(be(DescribedPredicate.describe("of a value that cannot change", this::isUnchangeable)))
                .check(classes);
    }

    @ArchTest
    void noClassIsNamedAfterNothing(JavaClasses classes) {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
                .because("a name says what a thing is")
                .check(classes);
    }

    @ArchTest
    void everyPackageSaysWhatItIsForAndIsNullMarked(JavaClasses classes) {
        assertThat(packages(classes)).allSatisfy(found -> assertThat(found.isAnnotatedWith(NullMarked.class))
                .as("%s has a package-info.java with @NullMarked", found.getName())
                .isTrue());
    }

    private static Set<JavaPackage> packages(JavaClasses classes) {
        return classes.getPackage(ROOT).getSubpackagesInTree().stream()
                .filter(found -> !found.getClasses().isEmpty())
                .collect(Collectors.collectingAndThen(Collectors.toSet(), all -> {
                    all.add(classes.getPackage(ROOT));
                    return all;
                }));
    }

    /** Fields that stand in a source; compilers and agents add others. */
    private static DescribedPredicate<JavaField> areWritten() {
        return DescribedPredicate.describe(
                "are written", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    /** Arrays only where no other class reaches them, collections only unmodifiable ones, and nothing made to be changed. */
    private boolean isUnchangeable(JavaField field) {
        if (field.getRawType().isArray()) {
            return field.getModifiers().contains(JavaModifier.PRIVATE);
        }
        Object value = value(field);
        if (value instanceof Collection || value instanceof Map) {
            return value.getClass().getName().matches(UNMODIFIABLE);
        }
        return !(value instanceof CharSequence && !(value instanceof String))
                && !(value instanceof Date)
                && !value.getClass().getName().startsWith("java.util.concurrent.atomic.");
    }

    private static Object value(JavaField field) {
        try {
            Field reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
