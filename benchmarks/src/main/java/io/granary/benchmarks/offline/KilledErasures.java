package io.granary.benchmarks.offline;

import io.granary.benchmarks.offline.ErasureJob.Moment;
import io.granary.benchmarks.pipeline.Pipeline;
import io.granary.benchmarks.report.Finding;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.ErasureReceipt.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Kills erasures of entities at random moments, and begins them again. Then nothing of the entity is left in any place,
 * everything of all others is as it was, to the byte, and there is one receipt, which counts all that there was. Not safe for
 * threads.
 */
final class KilledErasures {

    /** Beside those that are erased. */
    private static final int OTHERS = 5;

    private final int kills;
    private final Consumer<String> progress;
    private final Random random;
    private final CabCompany company;
    private final ErasureJob job;
    private final List<String> drivers;

    private int left;
    private int changed;
    private int wrongReceipts;

    private KilledErasures(int kills, Consumer<String> progress, Random random, CabCompany company) {
        this.kills = kills;
        this.progress = progress;
        this.random = random;
        this.company = company;
        job = company.erasure();
        drivers =
                IntStream.rangeClosed(0, kills + OTHERS).mapToObj(Cabs::driver).toList();
    }

    static List<Finding> run(int kills, Consumer<String> progress, Random random, Path folder) throws Exception {
        Path own = Files.createDirectories(folder.resolve("erasures"));
        try (Pipeline pipeline = Pipeline.start(own);
                CabCompany company = CabCompany.start(own, pipeline)) {
            return new KilledErasures(kills, progress, random, company).run();
        }
    }

    private List<Finding> run() throws Exception {
        company.drive(drivers);
        long start = System.nanoTime();
        job.run(drivers.get(0));
        Duration whole = Duration.ofNanos(System.nanoTime() - start);
        Duration steps = whole.minus(Duration.ofNanos(job.firstStepNanos() - start));
        progress.accept("delete entity: " + whole.toMillis() + " ms without a kill, the last " + steps.toMillis()
                + " ms after its first step");
        for (int kill = 1; kill <= kills; kill++) {
            killAndRunAgain(kill, moment(kill, whole, steps));
        }
        return findings();
    }

    /** A third are killed at any time, the others when everybody knows of the erasure and the work is being done. */
    private Moment moment(int kill, Duration whole, Duration steps) {
        boolean isAnyTime = kill % 3 == 0;
        long delayMillis = (long) (random.nextDouble() * (isAnyTime ? whole : steps).toMillis());
        return new Moment(!isAnyTime, Duration.ofMillis(delayMillis));
    }

    private void killAndRunAgain(int number, Moment moment) throws Exception {
        String driver = drivers.get(number);
        Traces before = company.traces();
        Traces going = before.of(driver);
        job.kill(driver, moment);
        List<ErasureReceipt> receipts = company.receipts();
        ErasureReceipt kept = receipts.size() > number ? receipts.get(number) : null;
        progress.accept("delete entity: killed " + moment.delay().toMillis() + " ms after "
                + (moment.isAfterStep() ? "its first step, " : "its start, ") + text(kept));
        if (kept == null || !kept.isDone()) {
            job.run(driver);
        }
        Traces after = company.traces();
        left += count("left", after.of(driver).things().keySet());
        changed += count("changed", before.without(going).differing(after.without(after.of(driver))));
        wrongReceipts += isRight(number, going) ? 0 : 1;
    }

    private int count(String what, Collection<String> things) {
        if (!things.isEmpty()) {
            progress.accept(what + ": " + things);
        }
        return things.size();
    }

    private static String text(@Nullable ErasureReceipt kept) {
        if (kept == null) {
            return "nothing was kept";
        }
        return kept.isDone()
                ? "all was done"
                : "the receipt has " + kept.erased().size() + " lines";
    }

    /** Whether there is one of each erasure so far, and the last says what there was. */
    private boolean isRight(int number, Traces going) {
        List<ErasureReceipt> receipts = company.receipts();
        if (receipts.size() != number + 1) {
            progress.accept("receipts: " + receipts);
            return false;
        }
        ErasureReceipt last = receipts.get(number);
        boolean isRight = last.isDone()
                && counted(last, Traces.STORE) == going.count(Traces.STORE)
                && counted(last, Traces.ARCHIVE) == going.count(Traces.ARCHIVE)
                && counted(last, Traces.ANSWERS) == going.count(Traces.ANSWERS);
        if (!isRight) {
            progress.accept("receipt: " + last + " of " + going.things().keySet());
        }
        return isRight;
    }

    private static long counted(ErasureReceipt receipt, String place) {
        return receipt.erased().stream()
                .filter(line -> line.place().equals(place))
                .mapToLong(Line::count)
                .sum();
    }

    private List<Finding> findings() {
        return List.of(
                Finding.of("left of the entity after a rerun, delete entity", left, "things")
                        .within(0)
                        .with("kills", kills),
                Finding.of("of others that differ after a rerun, delete entity", changed, "things")
                        .within(0),
                Finding.of("receipts that are not one and whole, delete entity", wrongReceipts, "receipts")
                        .within(0));
    }
}
