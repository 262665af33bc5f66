package io.granary.benchmarks.online;

import io.granary.benchmarks.process.Machine;
import io.granary.benchmarks.process.TemporaryFolder;
import io.granary.benchmarks.report.Finding;
import io.granary.benchmarks.report.Findings;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.WindowFeatures;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowReader;
import io.granary.core.window.WindowedFeature;
import io.granary.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Stores the same events of one view in pages of different lengths, and asks for all of its features. */
final class PageSpansBenchmark {

    private static final Duration SKEW = Duration.ofMinutes(1);

    private final PageSpansLoad load;
    private final List<WindowedFeature> features;
    private final WindowLayout planned;

    private PageSpansBenchmark(PageSpansLoad load) {
        FeatureView view = WindowProject.views().get(0);
        this.load = load;
        this.features = WindowFeatures.windowed(view, WindowProject.columns());
        this.planned = WindowLayout.plan(features, SKEW);
    }

    static Findings run(PageSpansLoad load, Consumer<String> progress) throws Exception {
        double averageBefore = Machine.loadAverage();
        PageSpansBenchmark benchmark = new PageSpansBenchmark(load);
        List<Finding> findings = new ArrayList<>();
        for (PageSpan span : PageSpan.values()) {
            progress.accept(span.text());
            findings.add(benchmark.measure(span));
        }
        return new Findings("page-spans", Machine.commit(), Machine.describe(load.numbers(), averageBefore), findings);
    }

    private Finding measure(PageSpan span) throws Exception {
        WindowLayout layout = span.of(planned);
        WindowReader reader = WindowReader.of(layout, features);
        PagedEntities warmUp = new PagedEntities(layout, load.everySeconds());
        PagedEntities entities = new PagedEntities(layout, load.everySeconds());
        warmUp.write(Math.max(1, load.entities() / 4));
        warmUp.answer(reader, load.reads());
        double writeMicros = entities.write(load.entities());
        double answerMicros = entities.answer(reader, load.reads());
        try (TemporaryFolder folder = TemporaryFolder.create();
                EmbeddedRedis redis =
                        EmbeddedRedis.in(folder.path()).withoutSnapshots().start()) {
            RedisHashes hashes = new RedisHashes(redis, layout);
            double bytes = hashes.store(entities);
            double redisMicros = hashes.read(entities, reader, load.reads());
            return Finding.of(span.text(), bytes, "bytes of Redis an entity")
                    .with("fields", entities.fields())
                    .with("fields_read", reader.fieldsAt(entities.nowMicros()).ordinals().length)
                    .with("bytes_written_an_event", entities.bytesWrittenAnEvent())
                    .with("write_us", writeMicros)
                    .with("redis_read_us", redisMicros)
                    .with("answer_us", answerMicros);
        }
    }
}
