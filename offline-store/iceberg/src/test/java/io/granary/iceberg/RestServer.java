package io.granary.iceberg;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
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
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;

/** Serves the tables of a catalog by Iceberg's REST protocol, with Iceberg's own handlers: as much as is asked here. */
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
        mapper.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
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
        try {
            if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                throw new NotAuthorizedException("who is it");
            }
            send(exchange, 200, handled(exchange));
        } catch (NotAuthorizedException e) {
            send(exchange, 401, error(401, e));
        } catch (NoSuchTableException e) {
            send(exchange, 404, error(404, e));
        } catch (CommitFailedException | AlreadyExistsException e) {
            send(exchange, 409, error(409, e));
        }
    }

    private Object handled(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        if (path[2].equals("config")) {
            return Map.of("defaults", Map.of(), "overrides", Map.of());
        }
        if (exchange.getRequestMethod().equals("GET")) {
            return CatalogHandlers.loadTable(catalog, TableIdentifier.of(path[3], path[5]), SnapshotMode.ALL);
        }
        return path.length == 5
                ? CatalogHandlers.stageTableCreate(
                        catalog,
                        Namespace.of(path[3]),
                        mapper.readValue(exchange.getRequestBody(), CreateTableRequest.class))
                : CatalogHandlers.updateTable(
                        catalog,
                        TableIdentifier.of(path[3], path[5]),
                        mapper.readValue(exchange.getRequestBody(), UpdateTableRequest.class));
    }

    private static Object error(int code, Exception failure) {
        String type = failure.getClass().getSimpleName();
        return Map.of("error", Map.of("message", failure.getMessage(), "type", type, "code", code));
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] json = mapper.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
