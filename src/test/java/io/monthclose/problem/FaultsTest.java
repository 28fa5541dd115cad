package io.monthclose.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final Faults faults = new Faults(ProblemCode.INPUT_REFUSED, "accounts.csv refused");

    @Test
    void without_faults_nothing_is_thrown() {
        assertThat(faults.isEmpty()).isTrue();
        assertThatCode(faults::throwIfAny).doesNotThrowAnyException();
    }

    @Test
    void a_single_fault_is_told_in_one_line() {
        faults.add("accounts.csv line 7", "a name is empty");

        ProblemException problem = thrown();
        assertThat(faults.isEmpty()).isFalse();
        assertThat(problem.code()).isEqualTo(ProblemCode.INPUT_REFUSED);
        assertThat(problem).hasMessage("accounts.csv refused: accounts.csv line 7: a name is empty");
        assertThat(problem.faults()).isEmpty();
    }

    @Test
    void several_faults_are_counted_in_the_heading_and_listed_in_order() {
        faults.add("line 9", "second in the file, first found");
        faults.add("line 2", "found later");

        ProblemException problem = thrown();
        assertThat(problem).hasMessage("accounts.csv refused (2 faults)");
        assertThat(problem.faults()).containsExactly("line 9: second in the file, first found", "line 2: found later");
    }

    @Test
    void a_problem_without_faults_is_its_message() {
        ProblemException plain = new ProblemException(ProblemCode.NOT_NOW, "the month is not over");
        IllegalStateException cause = new IllegalStateException();
        ProblemException caused = new ProblemException(ProblemCode.UNEXPECTED, "it broke", cause);

        assertThat(plain).hasMessage("the month is not over");
        assertThat(plain.code()).isEqualTo(ProblemCode.NOT_NOW);
        assertThat(plain.faults()).isEmpty();
        assertThat(caused).hasMessage("it broke").hasCause(cause);
        assertThat(caused.code()).isEqualTo(ProblemCode.UNEXPECTED);
        assertThat(caused.faults()).isEmpty();
        assertThat(new ProblemException(ProblemCode.NOT_NOW, "heading", List.of()))
                .hasMessage("heading");
    }

    private ProblemException thrown() {
        return catchThrowableOfType(ProblemException.class, faults::throwIfAny);
    }
}
