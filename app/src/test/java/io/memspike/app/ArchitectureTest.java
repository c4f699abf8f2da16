package io.memspike.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Pins the arrows between modules: a star around the core, seen whole only by tasks, serve, bench and app. */
@AnalyzeClasses(packages = "io.memspike", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CORE = "io.memspike.core..";
    private static final String SIMD = "io.memspike..simd..";
    private static final String MEMRISTOR = "io.memspike.memristor..";
    private static final String TOPOLOGY = "io.memspike.topology..";
    private static final String EARLY_EXIT = "io.memspike.earlyexit..";
    private static final String DATASETS = "io.memspike.datasets..";
    private static final String INTERCHANGE = "io.memspike.interchange..";
    private static final String TASKS = "io.memspike.tasks..";
    private static final String BENCH = "io.memspike.bench..";
    private static final String SERVE = "io.memspike.serve..";
    private static final String APP = "io.memspike.app..";
    private static final String INTERNAL = "io.memspike..internal..";
    private static final String TESTING = "io.memspike.testing..";

    @ArchTest
    static final ArchRule coreKnowsNoOtherModule = mayUse(CORE, CORE);

    @ArchTest
    static final ArchRule memristorArrayKnowsOnlyTheCore = mayUse(MEMRISTOR, MEMRISTOR, CORE);

    @ArchTest
    static final ArchRule topologyOptimizerKnowsOnlyTheCore = mayUse(TOPOLOGY, TOPOLOGY, CORE);

    @ArchTest
    static final ArchRule earlyExitKnowsOnlyTheCore = mayUse(EARLY_EXIT, EARLY_EXIT, CORE);

    @ArchTest
    static final ArchRule datasetsKnowOnlyTheCore = mayUse(DATASETS, DATASETS, CORE);

    @ArchTest
    static final ArchRule interchangeKnowsOnlyTheCore = mayUse(INTERCHANGE, INTERCHANGE, CORE);

    @ArchTest
    static final ArchRule tasksDoNotKnowTheApp =
            mayUse(TASKS, TASKS, CORE, MEMRISTOR, TOPOLOGY, EARLY_EXIT, DATASETS, INTERCHANGE);

    @ArchTest
    static final ArchRule benchDoesNotKnowTheApp =
            mayUse(BENCH, BENCH, TASKS, CORE, MEMRISTOR, TOPOLOGY, EARLY_EXIT, DATASETS, INTERCHANGE);

    @ArchTest
    static final ArchRule serveDoesNotKnowTheApp =
            mayUse(SERVE, SERVE, TASKS, CORE, MEMRISTOR, TOPOLOGY, EARLY_EXIT, DATASETS, INTERCHANGE);

    @ArchTest
    static final ArchRule onlyServeTouchesTheWeb = noClasses()
            .that()
            .resideOutsideOfPackage(SERVE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule testingKnowsNoOtherModule = mayUse(TESTING, TESTING);

    @ArchTest
    static final ArchRule onlyTestsUseTesting = noClasses()
            .that()
            .resideOutsideOfPackage(TESTING)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TESTING);

    @ArchTest
    static final ArchRule onlySimdKernelsTouchTheIncubator = noClasses()
            .that()
            .resideOutsideOfPackage(SIMD)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTwoPackagesTouchTheLibraryOfHdf5 = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.memspike.interchange.internal..", "io.memspike.datasets.recording.hdf.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.jhdf..");

    @ArchTest
    static final ArchRule simdKernelsAreLoadedByName = classes()
            .that()
            .resideInAPackage(SIMD)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage(SIMD)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheAppExits = noClasses()
            .that()
            .resideOutsideOfPackage(APP)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheAppPrints = noClasses()
            .that()
            .resideOutsideOfPackages(APP, TESTING)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule whatEmbeddersSeeShowsNothingInternal = members()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages(INTERNAL, BENCH, SERVE, APP, TESTING)
            .should(notShow(resideInAPackage(INTERNAL)));

    @ArchTest
    static final ArchRule whatEmbeddersSeeIsNothingInternal = noClasses()
            .that()
            .resideOutsideOfPackages(INTERNAL, BENCH, SERVE, APP, TESTING)
            .and()
            .arePublic()
            .should()
            .beAssignableTo(resideInAPackage(INTERNAL));

    /** What others can use speaks of nothing that is hidden from them. */
    private static ArchCondition<JavaMember> notShow(DescribedPredicate<JavaClass> hidden) {
        return new ArchCondition<>("not show what is internal") {
            @Override
            public void check(JavaMember member, ConditionEvents events) {
                if (isShown(member)) {
                    member.getAllInvolvedRawTypes().stream()
                            .filter(hidden)
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    member, member.getFullName() + " shows " + type.getName())));
                }
            }
        };
    }

    /** Whether other packages can use it. */
    private static boolean isShown(JavaMember member) {
        final Set<JavaModifier> modifiers = member.getModifiers();
        boolean isShown = modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        isShown &= !modifiers.contains(JavaModifier.SYNTHETIC);
        for (JavaClass type = member.getOwner();
                type != null;
                type = type.getEnclosingClass().orElse(null)) {
            isShown &= type.getModifiers().contains(JavaModifier.PUBLIC);
        }
        return isShown;
    }

    /** Classes of {@code from} may use, of Memspike's own packages, only those listed. */
    private static ArchRule mayUse(final String from, final String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAPackage("io.memspike..").and(resideOutsideOfPackages(allowed)))
                .allowEmptyShould(true);
    }
}
