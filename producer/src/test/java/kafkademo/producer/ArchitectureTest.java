package kafkademo.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** The rooms of the producer: main → send → message → fault and shop. */
class ArchitectureTest {
    private static final String ROOT = "kafkademo.producer";
    private static final String SHOP = ROOT + ".shop";
    private static final String FAULT = ROOT + ".fault";

    private static final JavaClasses PRODUCER =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void packagesKnowOnlyThoseBelowThem() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
                .layer("main")
                .definedBy(ROOT)
                .layer("send")
                .definedBy(ROOT + ".send")
                .layer("message")
                .definedBy(ROOT + ".message")
                .layer("fault")
                .definedBy(FAULT)
                .layer("shop")
                .definedBy(SHOP)
                .whereLayer("main")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("send")
                .mayOnlyBeAccessedByLayers("main")
                .whereLayer("message")
                .mayOnlyBeAccessedByLayers("main", "send")
                .whereLayer("fault")
                .mayOnlyBeAccessedByLayers("main", "send", "message")
                .whereLayer("shop")
                .mayOnlyBeAccessedByLayers("main", "send", "message")
                .ensureAllClassesAreContainedInArchitecture()
                .check(PRODUCER);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PRODUCER);
    }

    @Test
    void theShopKnowsNeitherKafkaNorJson() {
        classes()
                .that()
                .resideInAPackage(SHOP)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", SHOP, "kafkademo.common", "kafkademo.common.settings")
                .check(PRODUCER);
    }

    @Test
    void faultsKnowBytesAndNothingElse() {
        classes()
                .that()
                .resideInAPackage(FAULT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", FAULT, "kafkademo.common.settings")
                .check(PRODUCER);
    }

    @Test
    void onlyMessagesAreMadeWithJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".message")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(PRODUCER);
    }
}
