package io.granary.http;

import io.granary.core.GranaryException;
import io.granary.http.contract.Contract;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The contract as a document, and Swagger UI to read and try it: the YAML is the whole contract, the JSON is the part
 * that this process answers. The pages load nothing from any other host, and run no script but their own.
 */
final class Documentation {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String HTML = "text/html; charset=utf-8";
    private static final Map<String, String> TYPES = Map.of(
            "docs.js", "text/javascript; charset=utf-8",
            "swagger-ui-bundle.js", "text/javascript; charset=utf-8",
            "swagger-ui.css", "text/css; charset=utf-8",
            "favicon-32x32.png", "image/png");

    private final Contract contract;
    private final Set<String> tags;
    private final Map<String, Buffer> files = new ConcurrentHashMap<>();

    /** @param tags of the operations that this process answers; may grow until the service starts */
    Documentation(Contract contract, Set<String> tags) {
        this.contract = contract;
        this.tags = tags;
    }

    /** Answers the operations of the contract's tag {@code documentation}. */
    void addTo(Operations operations) {
        operations
                .on("openDocumentation", context -> file(context, "index.html", HTML))
                .on("readDocumentationFile", this::file)
                .on("readContractYaml", context -> send(context, "application/yaml", Buffer.buffer(contract.yaml())))
                .on("readContractJson", context -> send(context, "application/json", json()));
    }

    private Buffer json() {
        return files.computeIfAbsent("openapi.json", ignored -> Buffer.buffer(contract.json(tags)));
    }

    private void file(RoutingContext context) {
        String name = context.pathParam("file");
        String type = TYPES.get(name);
        if (type == null) {
            throw GranaryException.notFound("file", name);
        }
        file(context, name, type);
    }

    private void file(RoutingContext context, String name, String type) {
        Buffer known = files.get(name);
        if (known != null) {
            send(context, type, known);
            return;
        }
        context.vertx()
                .executeBlocking(() -> files.computeIfAbsent(name, DocumentationFiles::read), false)
                .onSuccess(file -> send(context, type, file))
                .onFailure(context::fail);
    }

    private static void send(RoutingContext context, String type, Buffer body) {
        HttpServerResponse response = context.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .end(body);
    }
}
