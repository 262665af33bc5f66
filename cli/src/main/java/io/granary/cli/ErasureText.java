package io.granary.cli;

import io.granary.cli.terminal.Table;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.ErasureReceipt.Line;
import java.util.List;

/** A receipt of an erasure, for people. */
final class ErasureText {

    private ErasureText() {}

    static String of(ErasureReceipt receipt) {
        Table head = Table.of("ERASURE", "ENTITY", "JOIN KEYS", "UNTIL", "ENDED")
                .row(
                        receipt.id(),
                        receipt.entity(),
                        String.join(", ", receipt.erasure().joinKeys()),
                        receipt.until() == null ? "not yet" : receipt.until(),
                        receipt.ended() == null ? "not yet" : receipt.ended());
        return head.text()
                + System.lineSeparator()
                + table("ERASED", receipt.erased())
                + System.lineSeparator()
                + table("LEFT", receipt.kept());
    }

    private static String table(String title, List<Line> lines) {
        Table table = Table.of(title, "WHERE", "COUNT", "OF WHAT, OR WHY");
        lines.forEach(line -> table.row(line.place(), line.name(), line.count() == 0 ? "" : line.count(), line.note()));
        return table.text();
    }
}
