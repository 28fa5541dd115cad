package io.monthclose.schedule;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The objects of {@code cronjob.yaml}, read into the classes that are generated from Kubernetes' own definitions: a field that
 * they do not have is refused, and so is a key that is there twice.
 *
 * @param cronJob the job
 * @param alert what it calls when a month is settled with exceptions
 */
record CronJobFile(CronJob cronJob, ConfigMap alert) {
    static CronJobFile read(Path file) throws IOException {
        LoaderOptions strictly = new LoaderOptions();
        strictly.setAllowDuplicateKeys(false);
        try (Reader text = Files.newBufferedReader(file)) {
            List<Object> objects = StreamSupport.stream(
                            new Yaml(new SafeConstructor(strictly))
                                    .loadAll(text)
                                    .spliterator(),
                            false)
                    .toList();
            if (objects.size() != 2) {
                throw new IllegalArgumentException(file + " has " + objects.size() + " objects");
            }
            return new CronJobFile(
                    object(objects.getFirst(), CronJob.class, "batch/v1 CronJob"),
                    object(objects.getLast(), ConfigMap.class, "v1 ConfigMap"));
        }
    }

    /** An object of one kind, and nothing that the kind does not know. */
    static <T> T object(Object fields, Class<T> type, String kind) {
        Map<?, ?> map = (Map<?, ?>) fields;
        if (!kind.equals(map.get("apiVersion") + " " + map.get("kind"))) {
            throw new IllegalArgumentException("no " + kind);
        }
        return new ObjectMapper()
                .setAnnotationIntrospector(new UnknownIsRefused())
                .convertValue(fields, type);
    }

    JobSpec job() {
        return cronJob.getSpec().getJobTemplate().getSpec();
    }

    Container container() {
        return job().getTemplate().getSpec().getContainers().getFirst();
    }

    List<PodFailurePolicyRule> rules() {
        return job().getPodFailurePolicy().getRules();
    }

    /** What follows an exit code of the program: 3 is told and becomes 0 in the script; of the rules the first counts. */
    Consequence after(int code) {
        boolean alerts = container().getEnv().stream()
                .anyMatch(variable -> variable.getName().equals("MONTH_CLOSE_ALERT"));
        if (code == 0) {
            return Consequence.SETTLED;
        }
        if (code == 3 && alerts) {
            return Consequence.SETTLED_WITH_AN_ALERT;
        }
        String action = rules().stream()
                .filter(rule -> rule.getOnExitCodes() != null
                        && rule.getOnExitCodes().getValues().contains(code))
                .findFirst()
                .map(PodFailurePolicyRule::getAction)
                .orElse("Count");
        return switch (action) {
            case "FailJob" -> Consequence.FAILED_AT_ONCE;
            case "Ignore", "Count" -> Consequence.TRIED_AGAIN;
            default -> throw new IllegalArgumentException(action);
        };
    }

    /** The generated classes keep what they do not know aside; here they do not know how to. */
    private static final class UnknownIsRefused extends JacksonAnnotationIntrospector {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated place) {
            return false;
        }
    }
}
