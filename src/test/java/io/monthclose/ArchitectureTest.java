package io.monthclose;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One way through the house: the table of packages, and what the core may not know. Each rule is shown to see a breach. */
class ArchitectureTest {
    /** The packages from top to bottom; each imports only from those above it. */
    private static final List<String> PACKAGES = List.of(
            "problem",
            "money",
            "period",
            "account",
            "usage",
            "pricebook",
            "rating",
            "bill",
            "ledger",
            "intake",
            "seal",
            "store",
            "explain",
            "export",
            "job",
            "cli");

    private static final List<String> CORE = PACKAGES.subList(0, PACKAGES.indexOf("intake"));
    private static final List<String> BELOW_THE_CLOCK = PACKAGES.subList(0, PACKAGES.indexOf("job"));
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.monthclose");

    private static final Set<String> CHANCE =
            Set.of("java.util.Random", "java.util.concurrent.ThreadLocalRandom", "java.security.SecureRandom");
    private static final Set<String> FLOATING = Set.of("float", "double", "java.lang.Float", "java.lang.Double");

    @BeforeAll
    static void a_rule_that_checks_nothing_fails() {
        ArchConfiguration.get().setProperty("archRule.failOnEmptyShould", "true");
        assertThatThrownBy(() -> importsOnlyFromAbove(List.of("nowhere", "cli")).check(PROGRAM))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }

    @Test
    void every_class_is_in_a_package_of_the_table_and_every_package_has_classes() {
        classes().should().resideInAnyPackage(names(PACKAGES)).check(PROGRAM);
        assertThat(PROGRAM.getPackage("io.monthclose").getSubpackages())
                .extracting(found -> found.getRelativeName())
                .containsExactlyInAnyOrderElementsOf(PACKAGES);
    }

    @Test
    void the_table_is_the_one_of_the_architecture_page() throws IOException {
        String page = Files.readString(Path.of("src", "docs", "ARCHITECTURE.md"));
        String section = page.substring(page.indexOf("## Packages of `io.monthclose`"));
        String table = section.substring(0, section.indexOf("\n\n`money` to `ledger`"));

        assertThat(Pattern.compile("^\\| `([a-z]+)` \\|", Pattern.MULTILINE)
                        .matcher(table)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(PACKAGES);
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void a_package_imports_only_from_those_above_it(String name) {
        List<String> fromHere = PACKAGES.subList(PACKAGES.indexOf(name), PACKAGES.size());
        if (fromHere.size() > 1) {
            importsOnlyFromAbove(fromHere).check(PROGRAM);
        }
    }

    @Test
    void an_import_from_below_would_be_seen() {
        for (List<String> wrongWay : List.of(
                List.of("money", "problem"),
                List.of("usage", "account"),
                List.of("cli", "job"),
                List.of("job", "store", "export"))) {
            assertBroken(importsOnlyFromAbove(wrongWay), "depend on classes that reside in");
        }
    }

    @Test
    void the_core_knows_no_framework_no_database_and_no_file() {
        knowsOnlyItself(CORE).check(PROGRAM);
    }

    @Test
    void a_framework_or_database_in_the_core_would_be_seen() {
        assertBroken(knowsOnlyItself(List.of("job")), "org.springframework.");
        assertBroken(knowsOnlyItself(List.of("store")), "java.sql.");
        assertBroken(knowsOnlyItself(List.of("intake")), "java.nio.file.");
    }

    @Test
    void nothing_below_the_job_looks_at_a_clock_or_takes_a_chance() {
        asksNoClockAndNoChance(BELOW_THE_CLOCK).check(PROGRAM);
        holdsNoClock(BELOW_THE_CLOCK).check(PROGRAM);
    }

    @Test
    void a_clock_or_chance_would_be_seen() {
        assertBroken(holdsNoClock(List.of("job")), "java.time.Clock");
        JavaClasses breaches = new ClassFileImporter().importClasses(Breach.class);
        assertThat(asksNoClockAndNoChance(List.of("."))
                        .evaluate(breaches)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(detail -> detail.contains("Instant.now"))
                .anyMatch(detail -> detail.contains("LocalDate.now"))
                .anyMatch(detail -> detail.contains("System.currentTimeMillis"))
                .anyMatch(detail -> detail.contains("System.nanoTime"))
                .anyMatch(detail -> detail.contains("Math.random"))
                .anyMatch(detail -> detail.contains("UUID.randomUUID"))
                .anyMatch(detail -> detail.contains("java.util.Random."));
    }

    @Test
    void no_figure_has_a_floating_point() {
        hasNoFloatingPoint(BELOW_THE_CLOCK).check(PROGRAM);
    }

    @Test
    void a_floating_point_would_be_seen() {
        JavaClasses breaches = new ClassFileImporter().importClasses(Breach.class);

        assertThat(hasNoFloatingPoint(List.of("."))
                        .evaluate(breaches)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(detail -> detail.contains("Breach.price> has double"))
                .anyMatch(detail -> detail.contains("Breach.ratio(java.lang.Double)> has java.lang.Float"))
                .anyMatch(detail -> detail.contains("Breach.volumes()> has [D"));
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void a_package_says_what_lives_there_and_nothing_in_it_is_null_unless_marked(String name) throws IOException {
        assertThat(PROGRAM.getPackage("io.monthclose." + name).isAnnotatedWith(NullMarked.class))
                .isTrue();
        assertThat(Files.readString(Path.of("src/main/java/io/monthclose", name, "package-info.java")))
                .startsWith("/**\n");
    }

    @Test
    void only_the_command_line_ends_the_process() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.monthclose.cli")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(PROGRAM);
    }

    private static ArchRule importsOnlyFromAbove(List<String> packageAndThoseBelow) {
        return noClasses()
                .that()
                .resideInAPackage(names(packageAndThoseBelow)[0])
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(names(packageAndThoseBelow.subList(1, packageAndThoseBelow.size())));
    }

    private static ArchRule knowsOnlyItself(List<String> packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(names(packages))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "java.sql..", "javax.sql..", "java.nio.file..", "org.h2..");
    }

    private static ArchRule holdsNoClock(List<String> packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(names(packages))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class);
    }

    private static ArchRule asksNoClockAndNoChance(List<String> packages) {
        DescribedPredicate<JavaAccess<?>> asks = describe("asks a clock or takes a chance", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return (owner.startsWith("java.time.") && name.equals("now"))
                    || (owner.equals("java.lang.System")
                            && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
                    || (owner.equals("java.lang.Math") && name.equals("random"))
                    || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
                    || CHANCE.contains(owner);
        });
        return noClasses().that().resideInAnyPackage(names(packages)).should().accessTargetWhere(asks);
    }

    private static ArchRule hasNoFloatingPoint(List<String> packages) {
        return classes()
                .that()
                .resideInAnyPackage(names(packages))
                .should(new ArchCondition<>("have no floating point") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (JavaField field : type.getFields()) {
                            report(Stream.of(field.getRawType()), field.getDescription(), events);
                        }
                        for (JavaCodeUnit unit : type.getCodeUnits()) {
                            Stream<JavaClass> types = Stream.concat(
                                    Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
                            report(types, unit.getDescription(), events);
                        }
                    }

                    private void report(Stream<JavaClass> types, String place, ConditionEvents events) {
                        types.filter(type -> FLOATING.contains(type.getName())
                                        || type.getName().matches("\\[+[FD]"))
                                .forEach(type -> events.add(
                                        SimpleConditionEvent.violated(type, place + " has " + type.getName())));
                    }
                });
    }

    private static void assertBroken(ArchRule rule, String by) {
        assertThat(rule.evaluate(PROGRAM).getFailureReport().toString()).contains(by);
    }

    private static String[] names(List<String> packages) {
        return packages.stream()
                .map(name -> name.equals(".") ? "io.monthclose" : "io.monthclose." + name)
                .toArray(String[]::new);
    }

    /** Everything that no package below the job may do. */
    @SuppressWarnings({"unused", "JavaTimeDefaultTimeZone"})
    private static final class Breach {
        private final double price = Math.random();

        private Float ratio(Double of) {
            return (float) (of * new Random().nextInt());
        }

        private double[] volumes() {
            return new double[] {System.nanoTime(), System.currentTimeMillis()};
        }

        private String when() {
            return Instant.now() + " " + LocalDate.now() + " " + UUID.randomUUID();
        }
    }
}
