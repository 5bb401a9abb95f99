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
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The rooms of the house: who may know whom, and what no room does. */
@AnalyzeClasses(packages = "cotinga", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "cotinga";
    private static final String UNMODIFIABLE =
            "java\\.util\\.(ImmutableCollections\\$|Collections\\$(Unmodifiable|Empty|Singleton)).*";

    private static final Set<String> DISK_AND_DATABASE =
            Set.of("java.nio.file.Files", "javax.sql.DataSource", "cotinga.store.Transaction");

    /** Which rooms each room may know; only the root package knows all. */
    private static final Map<String, List<String>> KNOWN_ROOMS = Map.ofEntries(
            Map.entry("report", List.of()),
            Map.entry("progress", List.of("report")),
            Map.entry("upstream", List.of("report")),
            Map.entry("cftc", List.of("report")),
            Map.entry("store", List.of("report")),
            Map.entry("analytics", List.of("report")),
            Map.entry("quality", List.of("report")),
            Map.entry("market", List.of("report")),
            Map.entry("release", List.of("report")),
            Map.entry("socrata", List.of("report", "cftc")),
            Map.entry("yahoo", List.of("report")),
            Map.entry("csv", List.of("report")),
            Map.entry("sandbox", List.of("report")),
            Map.entry("payload", List.of("report", "store", "analytics", "market")),
            Map.entry("export", List.of("report", "progress", "store", "analytics", "quality", "market", "payload")),
            Map.entry("contract", List.of("report")),
            Map.entry(
                    "api",
                    List.of(
                            "report",
                            "contract",
                            "progress",
                            "release",
                            "store",
                            "analytics",
                            "market",
                            "payload",
                            "run")),
            Map.entry("guard", List.of("report", "contract", "api")),
            Map.entry(
                    "run",
                    List.of(
                            "report",
                            "release",
                            "progress",
                            "cftc",
                            "socrata",
                            "yahoo",
                            "csv",
                            "market",
                            "store",
                            "payload",
                            "export",
                            "upstream")));

    @ArchTest
    void roomsKnowOnlyTheRoomsBelowThem(JavaClasses classes) {
        LayeredArchitecture house = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer(ROOT)
                .definedBy(ROOT)
                .whereLayer(ROOT)
                .mayNotBeAccessedByAnyLayer();
        for (String room : KNOWN_ROOMS.keySet()) {
            house = house.layer(room).definedBy(ROOT + "." + room + "..");
        }
        for (Map.Entry<String, List<String>> room : KNOWN_ROOMS.entrySet()) {
            String[] known = room.getValue().toArray(String[]::new);
            house = known.length == 0
                    ? house.whereLayer(room.getKey()).mayNotAccessAnyLayer()
                    : house.whereLayer(room.getKey()).mayOnlyAccessLayers(known);
        }
        house.check(classes);
    }

    @ArchTest
    void everyRoomHasItsPlaceInTheHouse(JavaClasses classes) {
        assertThat(rooms(classes).stream().map(JavaPackage::getRelativeName).filter(name -> !name.equals(ROOT)))
                .containsExactlyInAnyOrderElementsOf(KNOWN_ROOMS.keySet());
    }

    @ArchTest
    void onlyTheRootPackageKnowsCamel(JavaClasses classes) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
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
                .because("a name tells what a thing is")
                .check(classes);
    }

    @ArchTest
    void everyPackageSaysWhatItIsForAndIsNullMarked(JavaClasses classes) {
        assertThat(rooms(classes)).allSatisfy(room -> assertThat(room.isAnnotatedWith(NullMarked.class))
                .as("%s has a package-info.java with @NullMarked", room.getName())
                .isTrue());
    }

    private static Set<JavaPackage> rooms(JavaClasses classes) {
        return classes.getPackage(ROOT).getSubpackagesInTree().stream()
                .filter(room -> !room.getClasses().isEmpty())
                .collect(Collectors.collectingAndThen(Collectors.toSet(), rooms -> {
                    rooms.add(classes.getPackage(ROOT));
                    return rooms;
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
