package io.granary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import org.jspecify.annotations.Nullable;

/** What a command lists: for people a row of each, for programs an object of each. */
final class Listing {

    private final Table table;
    private final ArrayNode data = JsonHttp.MAPPER.createArrayNode();

    private Listing(Table table) {
        this.table = table;
    }

    static Listing of(String... columns) {
        return new Listing(Table.of(columns));
    }

    /** @param cells of its row; null prints as nothing */
    void add(ObjectNode item, @Nullable Object... cells) {
        table.row(cells);
        data.add(item);
    }

    void print(Output output) {
        output.print(table, data);
    }
}
