package io.monthclose.store;

import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorCode;
import org.flywaydb.core.api.output.ValidateOutput;

/**
 * How the schema of a book differs from the program's.
 *
 * @param missing the migrations that the book lacks, such as {@code V7 insert only}
 * @param unknown those that the program lacks: a newer one made them
 * @param otherwise what else is wrong, such as a migration that failed, or that is not as it was
 */
record SchemaDifference(List<String> missing, List<String> unknown, List<String> otherwise) {
    private static final List<ErrorCode> MISSING = List.of(
            CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED,
            CoreErrorCode.RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED);
    private static final List<ErrorCode> UNKNOWN = List.of(
            CoreErrorCode.APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED,
            CoreErrorCode.APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED);

    /** Compares, changing nothing. */
    static SchemaDifference of(Flyway flyway) {
        // Flyway takes what a newer program did for right unless it is told otherwise.
        List<ValidateOutput> found = Flyway.configure(SchemaDifference.class.getClassLoader())
                .configuration(flyway.getConfiguration())
                .ignoreMigrationPatterns(new String[0])
                .load()
                .validateWithResult()
                .invalidMigrations;
        return new SchemaDifference(
                found.stream()
                        .filter(one -> MISSING.contains(code(one)))
                        .map(SchemaDifference::name)
                        .toList(),
                found.stream()
                        .filter(one -> UNKNOWN.contains(code(one)))
                        .map(SchemaDifference::name)
                        .toList(),
                found.stream()
                        .filter(one -> !MISSING.contains(code(one)) && !UNKNOWN.contains(code(one)))
                        .map(one -> one.errorDetails
                                .errorMessage
                                .lines()
                                .findFirst()
                                .orElse(""))
                        .toList());
    }

    private static ErrorCode code(ValidateOutput found) {
        return found.errorDetails.errorCode;
    }

    private static String name(ValidateOutput found) {
        return "V" + found.version + " " + found.description;
    }

    boolean isNone() {
        return missing.isEmpty() && unknown.isEmpty() && otherwise.isEmpty();
    }

    /**
     * An older program does not touch what a newer one has made.
     *
     * @throws ProblemException CONFIGURATION_REFUSED when the schema is newer than the program
     */
    void refuseNewer(String book) {
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.CONFIGURATION_REFUSED,
                    book + " is of a newer program, its schema has " + String.join(", ", unknown)
                            + ": use that program, or a newer one");
        }
    }
}
