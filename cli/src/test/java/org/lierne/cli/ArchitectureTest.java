package org.lierne.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.lierne.cli.console.ProcessConsole;

@AnalyzeClasses(packages = "org.lierne.cli", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

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
}
