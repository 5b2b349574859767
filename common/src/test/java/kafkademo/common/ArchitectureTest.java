package kafkademo.common;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages depend on each other in one direction only. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("kafkademo.common");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("kafkademo.common.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesKnowOnlyThoseBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("kafkademo.common..")
                .layer("runtime")
                .definedBy("kafkademo.common.runtime..")
                .layer("control")
                .definedBy("kafkademo.common.control..")
                .layer("metrics")
                .definedBy("kafkademo.common.metrics..")
                .layer("settings")
                .definedBy("kafkademo.common.settings..")
                .layer("log")
                .definedBy("kafkademo.common.log..")
                .layer("root")
                .definedBy("kafkademo.common")
                .whereLayer("runtime")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("control")
                .mayOnlyBeAccessedByLayers("runtime")
                .whereLayer("metrics")
                .mayOnlyBeAccessedByLayers("runtime")
                .whereLayer("settings")
                .mayOnlyBeAccessedByLayers("runtime", "control", "metrics")
                .whereLayer("log")
                .mayOnlyBeAccessedByLayers("runtime", "control", "metrics", "settings")
                .whereLayer("root")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }
}
