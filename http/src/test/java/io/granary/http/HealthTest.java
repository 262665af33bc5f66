package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthTest {

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Health health = new Health();
    private final HttpService service = start();

    @BeforeEach
    void addADependencyThatIsUp() {
        health.check("revision", () -> HealthStatus.up("7"));
    }

    @AfterEach
    void stop() {
        service.close().await();
        vertx.close().await();
    }

    private HttpService start() {
        return HttpService.builder(vertx, HttpConfig.onPort(0))
                .eventLoops(1)
                .contract("health", health::addTo)
                .start()
                .await();
    }

    @Test
    void isReadyWhenEveryDependencyIsUp() throws Exception {
        health.checkAsync("redis", () -> CompletableFuture.completedFuture(HealthStatus.up()));

        HttpResponse<String> ready = get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(ready.body()).isEqualTo("""
                {"status":"UP","checks":{"redis":{"status":"UP"},"revision":{"status":"UP","detail":"7"}}}""");
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void namesTheDependencyThatIsDown() throws Exception {
        health.check("redis", () -> HealthStatus.down("refused"));

        HttpResponse<String> ready = get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .startsWith("{\"status\":\"DOWN\"")
                .contains("\"redis\":{\"status\":\"DOWN\",\"detail\":\"refused\"}", "\"revision\":{\"status\":\"UP\"");
    }

    @Test
    void livesWhileADependencyIsDown() throws Exception {
        health.check("redis", () -> HealthStatus.down("refused"));

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void answersFeastsClientsWithABareStatus() throws Exception {
        health.check("redis", () -> HealthStatus.down("refused"));

        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health").body()).isEmpty();
    }

    @Test
    void takesNoAnswerForDown() throws Exception {
        health.checkAsync("kafka", CompletableFuture::new);

        assertThat(get("/health/ready").body())
                .contains("\"kafka\":{\"status\":\"DOWN\",\"detail\":\"no answer in 2 s\"}");
    }

    @Test
    void takesAFailureForDown() throws Exception {
        health.check("registry", () -> {
            throw new IllegalStateException("no such host");
        });
        health.checkAsync("redis", () -> CompletableFuture.failedFuture(new IOException("refused")));

        assertThat(get("/health/ready").body())
                .contains("\"redis\":{\"status\":\"DOWN\",\"detail\":\"refused\"}")
                .contains("\"registry\":{\"status\":\"DOWN\",\"detail\":\"no such host\"}");
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
