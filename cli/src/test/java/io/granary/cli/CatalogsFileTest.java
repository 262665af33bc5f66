package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.iceberg.CatalogConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogsFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsEveryKindOfCatalog() throws IOException {
        Files.writeString(folder.resolve("secret"), "s3cret\n");
        assertThat(CatalogsFile.read(write("""
                        folders: {type: hadoop, warehouse: tables}
                        shop:
                          type: jdbc
                          uri: jdbc:postgresql://db/catalog
                          catalog: writers
                          user: me
                          password: ${file:%s/secret}
                          warehouse: /tables
                        central:
                          type: rest
                          uri: https://catalog.example.com/api
                          warehouse: sales
                          token: ${file:%s/secret}
                          files: /tables
                        """.formatted(folder, folder))))
                .containsEntry("folders", new CatalogConfig.Hadoop(folder.resolve("tables")))
                .containsEntry(
                        "shop",
                        new CatalogConfig.Jdbc(
                                "jdbc:postgresql://db/catalog", "writers", "me", "s3cret", Path.of("/tables")))
                .containsEntry(
                        "central",
                        new CatalogConfig.Rest(
                                URI.create("https://catalog.example.com/api"),
                                "sales",
                                "s3cret",
                                null,
                                Path.of("/tables")))
                .hasSize(3);
    }

    @Test
    void namesEveryProblem() throws IOException {
        Path file = write("""
                a: {type: glue}
                b.c: {type: hadoop, warehouse: x}
                d: {type: jdbc, uri: http://x, wharehouse: y, password: s3cret}
                e: text
                f: {type: rest, uri: "https://[x", files: y}
                """);
        assertThatThrownBy(() -> CatalogsFile.read(file))
                .hasMessage("Cannot read Iceberg catalogs " + file + ": " + """
                        a.type: 'glue' (expected: one of [hadoop, jdbc, rest])
                        'b.c' (expected: a name of a catalog, without a dot)
                        d.wharehouse: unknown (expected: one of [catalog, password, type, uri, user, warehouse])
                        d.uri: 'http://x' (expected: jdbc:...)
                        d.password: *** (expected: ${env:NAME} or ${file:PATH})
                        d.warehouse: missing (expected: a folder)
                        e: text (expected: a mapping with a type)
                        f.uri: 'https://[x' (expected: a URI)""");
        assertThatThrownBy(() -> CatalogsFile.read(folder.resolve("none")))
                .hasMessageStartingWith("Cannot read Iceberg catalogs " + folder.resolve("none") + ": ");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("catalogs.yaml"), text);
    }
}
