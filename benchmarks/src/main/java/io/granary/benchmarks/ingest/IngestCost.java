package io.granary.benchmarks.ingest;

import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.process.ProcessCpu;
import io.granary.benchmarks.report.Finding;
import java.time.Duration;

/** Time that has passed and CPU time that each process has used. */
record IngestCost(Duration wall, Duration ingestion, Duration broker, Duration redis) {

    private static final double MICROS = 1e-3;

    /** Since each of them started; only differences mean something. */
    static IngestCost now(GranaryProcess worker, Pipeline pipeline) {
        return new IngestCost(
                Duration.ofNanos(System.nanoTime()),
                worker.cpu(),
                ProcessCpu.of(pipeline.broker().pid()),
                ProcessCpu.of(pipeline.redis().pid()));
    }

    IngestCost since(IngestCost before) {
        return new IngestCost(
                wall.minus(before.wall),
                ingestion.minus(before.ingestion),
                broker.minus(before.broker),
                redis.minus(before.redis));
    }

    /** What it was for so many events. */
    Finding finding(IngestCase load, long events) {
        Finding rate = Finding.of(load.name(), events / (wall.toNanos() / 1e9), "events/s");
        return (load.budget() == null ? rate : rate.atLeast(load.budget()))
                .with("ingestion_us", micros(ingestion, events))
                .with("broker_us", micros(broker, events))
                .with("redis_us", micros(redis, events));
    }

    private static double micros(Duration used, long events) {
        return used.toNanos() * MICROS / events;
    }
}
