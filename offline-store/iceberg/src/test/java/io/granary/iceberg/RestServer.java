package io.granary.iceberg;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTSerializers;

/** Serves the tables of a catalog by Iceberg's REST protocol, with Iceberg's own handlers: as much as reading asks for. */
final class RestServer implements AutoCloseable {

    private final HttpServer server;
    private final Catalog catalog;
    private final String token;
    private final ObjectMapper mapper =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);

    private RestServer(HttpServer server, Catalog catalog, String token) {
        this.server = server;
        this.catalog = catalog;
        this.token = token;
        RESTSerializers.registerAll(mapper);
    }

    /** @param token that every request has to bring */
    static RestServer start(Catalog catalog, String token) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RestServer started = new RestServer(server, catalog, token);
        server.createContext("/", started::answer);
        server.start();
        return started;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        boolean isKnown =
                ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        Object body = Map.of("error", Map.of("message", "who is it", "type", "NotAuthorizedException", "code", 401));
        if (isKnown) {
            body = path[2].equals("config")
                    ? Map.of("defaults", Map.of(), "overrides", Map.of())
                    : CatalogHandlers.loadTable(catalog, TableIdentifier.of(path[3], path[5]), SnapshotMode.ALL);
        }
        byte[] json = mapper.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(isKnown ? 200 : 401, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
