package io.monthclose.job;

import io.monthclose.intake.FileTrouble;
import io.monthclose.problem.ProblemCode;
import io.monthclose.problem.ProblemException;
import io.monthclose.store.BookCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;

/**
 * A book that nobody keeps: an H2 file in a temporary folder, with a context of its own, gone when it is closed or the process
 * ends. Settings of the real book's database do not reach it.
 */
final class ScratchBook implements AutoCloseable {
    private final Path folder;
    private final Thread atTheEnd;
    private final AnnotationConfigApplicationContext context;

    private ScratchBook(Path folder) {
        this.folder = folder;
        this.atTheEnd = new Thread(this::delete);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        this.context = new AnnotationConfigApplicationContext();
    }

    /** Makes an empty one, in the process's temporary folder. */
    static ScratchBook open() {
        ScratchBook scratch = new ScratchBook(temporaryFolder());
        try {
            scratch.start();
            return scratch;
        } catch (RuntimeException | Error e) {
            scratch.close();
            throw e;
        }
    }

    private static Path temporaryFolder() {
        Path all = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return Files.createTempDirectory(all, "month-close-scratch-");
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.OUTPUT_NOT_WRITTEN,
                    "the temporary folder " + all + " cannot be written: " + FileTrouble.of(e)
                            + "; name another with MONTH_CLOSE_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    private void start() {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        sources.addFirst(new MapPropertySource(
                "scratch",
                Map.of(
                        "spring.datasource.url",
                        "jdbc:h2:file:" + folder.toAbsolutePath().resolve("book")
                                + ";LOCK_TIMEOUT=60000;DB_CLOSE_ON_EXIT=FALSE")));
        shipped().forEach(sources::addLast);
        context.setEnvironment(environment);
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.register(MonthCloseConfiguration.class);
        context.refresh();
    }

    private static List<PropertySource<?>> shipped() {
        try {
            return new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts in what the close of a month reads of the months before it. */
    void fill(Stores book, YearMonth month) {
        new BookCopy(book.jdbc(), stores().jdbc()).before(month);
    }

    Stores stores() {
        return context.getBean(Stores.class);
    }

    MonthClosing closing(CloseSettings settings) {
        return new MonthClosing(stores(), settings, jobs());
    }

    JobRunner jobs() {
        return new JobRunner(
                context.getBean(JobOperator.class),
                context.getBean(JobRepository.class),
                stores(),
                context.getBean(StopSwitch.class));
    }

    /** Where files may be put that a close in it reads. */
    Path inputs() {
        return folder.resolve("inputs");
    }

    /** Where its documents go. */
    Path documents() {
        return folder.resolve("documents");
    }

    @Override
    public void close() {
        try {
            context.close();
        } finally {
            delete();
            try {
                Runtime.getRuntime().removeShutdownHook(atTheEnd);
            } catch (IllegalStateException e) {
                // The process is ending, and the hook does the same.
            }
        }
    }

    private void delete() {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // It lies in a temporary folder; whoever tidies that up removes it.
        }
    }
}
