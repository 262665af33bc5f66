package io.granary.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {

    @Test
    void makesEachColumnAsWideAsItsWidestCell() {
        Table table = Table.of("NAME", "TTL").row("driver_stats", "1d").row("x", null);

        assertThat(table.text()).isEqualTo("""
                NAME          TTL
                driver_stats  1d
                x
                """);
    }
}
