package org.lierne.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.lierne.cli.console.ProcessConsole;

/** Holds the layering of all modules. It stands here, for this module sees all others. */
@AnalyzeClasses(packages = "org.lierne", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule noPackagesDependOnEachOtherInACircle =
            slices().matching("org.lierne.(*).(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theCoreKnowsNoModuleAboveAndNoConnection = noClasses()
            .that()
            .resideInAPackage("org.lierne.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.lierne.loader..",
                    "org.lierne.marts..",
                    "org.lierne.cli..",
                    "java.sql..",
                    "javax.sql..",
                    "org.duckdb..");

    @ArchTest
    static final ArchRule theLoaderKnowsNoModuleAbove = noClasses()
            .that()
            .resideInAPackage("org.lierne.loader..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.lierne.marts..", "org.lierne.cli..");

    @ArchTest
    static final ArchRule theMartsKnowNoModuleAbove = noClasses()
            .that()
            .resideInAPackage("org.lierne.marts..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.lierne.cli..");

    @ArchTest
    static final ArchRule whatIsInternalStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackage("org.lierne.core.model..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.lierne.core.model.internal");

    @ArchTest
    static final ArchRule everyPackageIsDescribedAndNullMarked = classes().should(beInANullMarkedPackage());

    @ArchTest
    static final ArchRule onlyTheConsoleTouchesTheStandardStreams = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ProcessConsole.class.getName())
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in");

    @ArchTest
    static final ArchRule onlyTheEntryEndsTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Lierne.class.getName())
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule theConsoleKnowsNothingOfVaults = noClasses()
            .that()
            .resideInAPackage("org.lierne.cli.console")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.lierne.core..", "org.lierne.loader..", "org.lierne.marts..", "org.lierne.cli.command");

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("stand in a package whose package-info.java has @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getPackageName() + " (of " + type.getSimpleName() + ") is not @NullMarked"));
                }
            }
        };
    }
}
