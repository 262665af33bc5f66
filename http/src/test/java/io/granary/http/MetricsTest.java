package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsTest {

    private final Metrics metrics = new Metrics();
    private final MeterRegistry registry = metrics.registry();
    private final Vertx vertx = metrics.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpService service = HttpService.builder(vertx, HttpConfig.onPort(0))
            .eventLoops(1)
            .hot(HttpMethod.GET, "/hot", request -> request.response().end("hot"))
            .routes(router -> router.get("/things/:id")
                    .handler(context -> context.response().end("thing")))
            .contract("metrics", metrics::addTo)
            .start()
            .await();

    @AfterEach
    void stop() {
        service.close().await();
        vertx.close().await();
        metrics.close();
    }

    @Test
    void tellsMetersInPrometheusText() throws Exception {
        registry.counter("granary.test.events", "kind", "good").increment();

        HttpResponse<String> scraped = get("/metrics");

        assertThat(scraped.statusCode()).isEqualTo(200);
        assertThat(scraped.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(scraped.body()).contains("granary_test_events_total{kind=\"good\"} 1.0", "jvm_memory_used_bytes");
    }

    @Test
    void countsAndTimesRequestsByRouteAndStatus() throws Exception {
        for (String path : List.of("/hot", "/hot", "/things/7", "/things/8", "/nowhere")) {
            get(path);
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(get("/metrics").body())
                        .contains("vertx_http_server_requests_total{code=\"200\",route=\"/hot\"} 2.0")
                        .contains("vertx_http_server_requests_total{code=\"200\",route=\"/things/:id\"} 2.0")
                        .contains("vertx_http_server_requests_total{code=\"404\",route=\"\"} 1.0")
                        .contains("vertx_http_server_response_time_seconds_count{code=\"200\",route=\"/hot\"} 2"));
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
