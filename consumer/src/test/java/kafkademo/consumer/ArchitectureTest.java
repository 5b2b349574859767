package kafkademo.consumer;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages depend on each other in one direction only. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("kafkademo.consumer");

    @Test
    void packagesKnowOnlyThoseBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("kafkademo.consumer..")
                .layer("root")
                .definedBy("kafkademo.consumer")
                .layer("poll")
                .definedBy("kafkademo.consumer.poll..")
                .layer("reconcile")
                .definedBy("kafkademo.consumer.reconcile..")
                .layer("decode")
                .definedBy("kafkademo.consumer.decode..")
                .layer("fetch")
                .definedBy("kafkademo.consumer.fetch..")
                .whereLayer("root")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("poll")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("reconcile")
                .mayOnlyBeAccessedByLayers("root")
                .whereLayer("decode")
                .mayOnlyBeAccessedByLayers("root", "poll", "reconcile")
                .whereLayer("fetch")
                .mayOnlyBeAccessedByLayers("root", "poll", "reconcile")
                .check(CLASSES);
    }
}
