package io.monthclose.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({
        "UNEXPECTED, 1",
        "SETTLED_WITH_EXCEPTIONS, 3",
        "WRONG_USE, 64",
        "INPUT_REFUSED, 65",
        "INPUT_MISSING, 66",
        "DATABASE_UNREACHABLE, 69",
        "INVARIANT_BROKEN, 70",
        "OUTPUT_NOT_WRITTEN, 73",
        "CLOSED_ELSEWHERE, 75",
        "NOT_NOW, 76",
        "CONFIGURATION_REFUSED, 78",
        "STOPPED, 143"
    })
    void every_problem_ends_with_the_code_of_the_contract(ProblemCode code, int exitCode) {
        assertThat(code.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void no_two_problems_share_a_code_and_the_list_is_closed() {
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::exitCode))
                .hasSize(12)
                .doesNotHaveDuplicates();
    }
}
