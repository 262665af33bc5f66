package io.granary.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.stream.Stream;

/**
 * The shape of the code, on the classes of every module that the command line sees: all but Spark's and the benchmarks.
 * Error Prone, NullAway and the compiler see to what is inside a class.
 */
@AnalyzeClasses(packages = "io.granary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE_MAY_USE = {
        "",
        "io.granary.core..",
        "java..",
        "org.jspecify..",
        "org.apache.avro..",
        "dev.cel..",
        "com.google.errorprone.annotations.."
    };
    private static final String[] EXPRESSION_MAY_USE = {"com.google.protobuf..", "com.google.common.."};
    private static final String DRAWER = ".*(Util|Utils|Helper|Helpers|Manager|Impl|V2)|Abstract.*";

    @ArchTest
    static void everyClassBelongsToAModule(JavaClasses granary) {
        classes()
                .should()
                .resideInAnyPackage(with(ModuleArrows.packages(), "io.granary.cli.."))
                .check(granary);
    }

    @ArchTest
    static void modulesUseOnlyThoseBelowThem(JavaClasses granary) {
        for (String module : ModuleArrows.modules()) {
            noClasses()
                    .that()
                    .resideInAPackage("io.granary." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ModuleArrows.packagesNotBelow(module))
                    .because("ARCHITECTURE.md draws no such arrow from " + module)
                    .check(granary);
        }
    }

    @ArchTest
    static void coreUsesTheJdkJspecifyAvroAndCelOnly(JavaClasses granary) {
        classes()
                .that(resideInAPackage("io.granary.core..").and(outside("io.granary.core.expression..")))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CORE_MAY_USE)
                .check(granary);
    }

    @ArchTest
    static void onlyExpressionsMeetWhatTheApiOfCelIsMadeOf(JavaClasses granary) {
        classes()
                .that()
                .resideInAPackage("io.granary.core.expression..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(CORE_MAY_USE, EXPRESSION_MAY_USE))
                .check(granary);
    }

    @ArchTest
    static void packagesFormNoCycles(JavaClasses granary) {
        slices().matching("io.granary.(**)").should().beFreeOfCycles().check(granary);
    }

    @ArchTest
    static void routesAreMadeOfTheContractOnly(JavaClasses granary) {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.granary.http..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.vertx\\.ext\\.web\\.(Router|Route)|io\\.vertx\\.core\\.http\\.HttpServer")
                .because("an operation of openapi.yaml is the only way to answer a request")
                .check(granary);
    }

    @ArchTest
    static void packagesAreConceptsNotDrawers(JavaClasses granary) {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..dto..", "..manager..")
                .orShould()
                .haveNameMatching("(.*[.$])(" + DRAWER + ")")
                .check(granary);
    }

    @ArchTest
    static void nothingUsesJavaSerialization(JavaClasses granary) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Externalizable.class)
                .orShould(be(declaredSerializable()))
                .check(granary);
    }

    @ArchTest
    static void logsGoThroughSlf4j(JavaClasses granary) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.apache.commons.logging..")
                .check(granary);
    }

    @ArchTest
    static void onlyTheCommandLineAndExtensionsOfTestsPrint(JavaClasses granary) {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.granary.cli..", "io.granary.embedded.junit..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(granary);
    }

    private static DescribedPredicate<JavaClass> outside(String packages) {
        return DescribedPredicate.not(resideInAPackage(packages));
    }

    /** Exceptions and enums are serializable by their superclass, which nobody uses. */
    private static DescribedPredicate<JavaClass> declaredSerializable() {
        return DescribedPredicate.describe(
                "declared Serializable",
                type -> type.getRawInterfaces().stream().anyMatch(direct -> direct.isEquivalentTo(Serializable.class)));
    }

    private static String[] with(String[] patterns, String... more) {
        return Stream.concat(Stream.of(patterns), Stream.of(more)).toArray(String[]::new);
    }
}
