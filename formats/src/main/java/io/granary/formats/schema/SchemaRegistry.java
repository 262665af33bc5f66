package io.granary.formats.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * A client of a schema registry. Schemas never change, so each is asked for once; that there is none is asked for again
 * after a while. Calls block, at most for some tries. Safe for threads.
 */
public final class SchemaRegistry implements WriterSchemas {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json, application/json";
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MAX_REFERENCE_DEPTH = 16;

    private final SchemaRegistryConfig config;
    private final HttpClient http;
    private final MeterRegistry meters;
    private final SchemaCache cache = new SchemaCache();

    public SchemaRegistry(SchemaRegistryConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
        this.http = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Schema byId(int id) {
        return find("/schemas/ids/" + id);
    }

    @Override
    public Schema byGuid(UUID guid) {
        return find("/schemas/guids/" + guid);
    }

    private Schema find(String path) {
        return cache.find(path, () -> {
            RegisteredSchema registered = load(path);
            Schema.Parser parser = new Schema.Parser();
            return parse(path, registered, parser, 0);
        });
    }

    private Schema parse(String path, RegisteredSchema registered, Schema.Parser parser, int depth) {
        if (!registered.isAvro()) {
            throw GranaryException.invalid("schema " + path, registered.type(), "AVRO");
        }
        if (depth > MAX_REFERENCE_DEPTH) {
            throw GranaryException.invalid("schema " + path, "references too deep", "at most " + MAX_REFERENCE_DEPTH);
        }
        for (RegisteredSchema.Reference each : registered.references()) {
            String reference = "/subjects/" + URLEncoder.encode(each.subject(), UTF_8) + "/versions/" + each.version();
            parse(reference, load(reference), parser, depth + 1);
        }
        try {
            return parser.parse(registered.text());
        } catch (SchemaParseException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "schema " + path + ": " + e.getMessage(), e);
        }
    }

    private RegisteredSchema load(String path) {
        for (int attempt = 1; ; attempt++) {
            try {
                RegisteredSchema loaded = request(path);
                count("ok");
                return loaded;
            } catch (GranaryException e) {
                boolean isFinal = e.code() != ErrorCode.UNAVAILABLE || attempt == TRIES;
                count(e.code() == ErrorCode.UNAVAILABLE ? "unavailable" : "unknown");
                if (isFinal) {
                    throw e;
                }
                pause();
            }
        }
    }

    private RegisteredSchema request(String path) {
        try {
            HttpResponse<byte[]> answer = http.send(get(path), BodyHandlers.ofByteArray());
            int status = answer.statusCode();
            if (status == 404) {
                throw GranaryException.invalid(
                        "schema " + path, "unknown to " + config.address(), "a registered schema");
            }
            if (status != 200) {
                throw unavailable(path, "it answers " + status, null);
            }
            return RegisteredSchema.read(answer.body());
        } catch (IOException e) {
            throw unavailable(path, String.valueOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(path, "interrupted", e);
        }
    }

    private HttpRequest get(String path) {
        String base = config.address().toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(config.timeout())
                .header("Accept", MEDIA_TYPE);
        if (config.user() != null) {
            byte[] credentials = (config.user() + ":" + config.password()).getBytes(UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        return request.build();
    }

    private void count(String outcome) {
        meters.counter("granary.schema.registry.requests", "outcome", outcome).increment();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private GranaryException unavailable(String path, String reason, @Nullable Throwable cause) {
        return new GranaryException(
                ErrorCode.UNAVAILABLE,
                "Cannot read " + path + " of schema registry " + config.address() + ": " + reason,
                cause);
    }
}
