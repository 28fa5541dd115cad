package io.monthclose.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code cronjob.yaml} is what Kubernetes takes, and what the program needs. */
class CronJobTest {
    private CronJobFile file = new CronJobFile(new CronJob(), new ConfigMap());

    @BeforeEach
    void read() throws IOException {
        file = CronJobFile.read(Path.of("jobs/month-close/cronjob.yaml"));
    }

    @Test
    void a_field_that_kubernetes_does_not_know_would_be_seen() {
        for (Map<String, Object> spec : List.<Map<String, Object>>of(
                Map.of("shedule", "0 2 1-3 * *"),
                Map.of("jobTemplate", Map.of("spec", Map.of("podFailurePolicies", Map.of()))),
                Map.of("startingDeadlineSeconds", List.of()))) {
            assertThatThrownBy(() -> CronJobFile.object(
                            Map.of("apiVersion", "batch/v1", "kind", "CronJob", "spec", spec),
                            CronJob.class,
                            "batch/v1 CronJob"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void it_runs_on_each_day_of_the_window_in_the_billing_zone_and_never_twice_at_once() {
        assertThat(file.cronJob().getSpec().getSchedule()).isEqualTo("0 2 1-3 * *");
        assertThat(file.cronJob().getSpec().getTimeZone()).isEqualTo("Asia/Shanghai");
        assertThat(file.cronJob().getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        assertThat(file.job().getCompletions()).isEqualTo(1);
        assertThat(file.job().getParallelism()).isEqualTo(1);
    }

    /** What the server checks beyond the form: a policy wants pods that do not restart, and its codes in order, without 0. */
    @Test
    void its_policy_is_one_that_the_server_takes() {
        assertThat(file.job().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(file.job().getBackoffLimit()).isPositive();
        assertThat(file.rules()).hasSizeLessThanOrEqualTo(20).allSatisfy(rule -> {
            assertThat(rule.getAction()).isIn("Ignore", "FailJob", "Count");
            if (rule.getOnExitCodes() == null) {
                assertThat(rule.getOnPodConditions()).isNotEmpty();
            } else {
                assertThat(rule.getOnExitCodes().getContainerName())
                        .isEqualTo(file.container().getName());
                assertThat(rule.getOnExitCodes().getOperator()).isEqualTo("In");
                assertThat(rule.getOnExitCodes().getValues())
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .doesNotContain(0);
            }
        });
    }

    @Test
    void a_pod_that_the_cluster_takes_away_is_no_try() {
        assertThat(file.rules().getFirst().getAction()).isEqualTo("Ignore");
        assertThat(file.rules().getFirst().getOnPodConditions())
                .singleElement()
                .satisfies(condition -> assertThat(condition.getType()).isEqualTo("DisruptionTarget"));
    }

    @Test
    void it_names_no_secret_but_asks_for_one_and_calls_what_the_other_object_holds() {
        assertThat(file.container().getEnvFrom())
                .singleElement()
                .satisfies(from -> assertThat(from.getSecretRef().getName()).isEqualTo("month-close-book"));
        assertThat(file.container().getEnv())
                .extracting(EnvVar::getName)
                .noneMatch(name -> name.contains("DATASOURCE") || name.contains("PASSWORD"));
        assertThat(file.job().getTemplate().getSpec().getVolumes())
                .anySatisfy(volume -> assertThat(volume.getConfigMap())
                        .isNotNull()
                        .extracting(map -> map.getName())
                        .isEqualTo(file.alert().getMetadata().getName()));
        assertThat(file.alert().getData()).containsOnlyKeys("alert");
    }
}
