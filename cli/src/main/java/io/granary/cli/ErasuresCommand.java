package io.granary.cli;

import io.granary.cli.terminal.Output;
import io.granary.core.GranaryException;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.ErasureReceipt.Line;
import io.granary.ingestion.ErasureReceiptJson;
import io.granary.ingestion.Erasures;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "erasures",
        mixinStandardHelpOptions = true,
        description =
                "Lists the entities that were erased, the latest last, or shows the receipt of one erasure. Whom it was"
                        + " about is not kept, but a digest of the join keys.")
final class ErasuresCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "ERASURE", description = "Whose receipt is shown (default: a list).")
    private @Nullable String erasure;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<ErasureReceipt> receipts = Erasures.receipts(kafka.clientSettings(), project.name());
        if (erasure == null) {
            list(receipts);
        } else {
            ErasureReceipt shown = find(receipts, erasure);
            output.print(ErasureText.of(shown), ErasureReceiptJson.write(shown));
        }
        return ExitCode.OK;
    }

    private static ErasureReceipt find(List<ErasureReceipt> receipts, String id) {
        return receipts.stream()
                .filter(receipt -> receipt.id().equals(id))
                .findFirst()
                .orElseThrow(() -> GranaryException.notFound("erasure", id));
    }

    private void list(List<ErasureReceipt> receipts) {
        Listing listing = Listing.of("ERASURE", "ENTITY", "DIGEST", "UNTIL", "ENDED", "TAKEN AWAY");
        for (ErasureReceipt receipt : receipts) {
            listing.add(
                    ErasureReceiptJson.write(receipt),
                    receipt.id(),
                    receipt.entity(),
                    receipt.erasure().digest().substring(0, 12),
                    receipt.until() == null ? "not yet" : receipt.until(),
                    receipt.ended() == null ? "not yet" : receipt.ended(),
                    receipt.erased().stream().mapToLong(Line::count).sum());
        }
        listing.print(output);
    }
}
