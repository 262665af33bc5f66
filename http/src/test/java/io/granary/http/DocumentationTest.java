package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.http.contract.Contract;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentationTest {

    private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private final Vertx vertx = Vertx.vertx();
    private HttpService service;
    private HttpCaller caller;

    @BeforeAll
    void start() {
        service = HttpService.builder(vertx, HttpConfig.onPort(0))
                .documentation()
                .contract("health", new Health()::addTo)
                .start()
                .await();
        caller = new HttpCaller(service.port());
    }

    @AfterAll
    void stop() {
        service.close().await();
        vertx.close().await();
    }

    @Test
    void thePageLoadsOnlyWhatThisServerHas() {
        Matcher loaded = LOADED.matcher(caller.get("/docs").body());
        List<String> files = new ArrayList<>();
        while (loaded.find()) {
            files.add(loaded.group(1));
        }

        assertThat(files).hasSize(4).allSatisfy(file -> {
            assertThat(file).startsWith("docs/");
            assertThat(caller.get("/" + file).statusCode()).as(file).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/docs.js", "/docs/swagger-ui-bundle.js", "/openapi.yaml", "/openapi.json"})
    void everyAnswerForbidsOtherHostsAndInlineScripts(String path) {
        HttpResponse<String> response = caller.get(path);

        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self';")
                .doesNotContain("unsafe", "http:", "https:", "*");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void servesTheDocumentAsItIs() {
        HttpResponse<String> response = caller.get("/openapi.yaml");

        assertThat(response.body()).isEqualTo(Contract.granary().yaml());
        assertThat(response.headers().firstValue("Content-Type")).contains("application/yaml");
    }

    @Test
    void servesAsJsonThePartThatItAnswers() {
        JsonNode document = HttpCaller.json(caller.get("/openapi.json"));

        assertThat(document.get("openapi").textValue()).isEqualTo("3.1.0");
        assertThat(document.get("paths").fieldNames())
                .toIterable()
                .containsExactly(
                        "/docs",
                        "/docs/{file}",
                        "/openapi.yaml",
                        "/openapi.json",
                        "/health/live",
                        "/health/ready",
                        "/health");
        assertThat(document.get("tags").findValuesAsText("name")).containsExactly("documentation", "health");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/nothing.js", "/docs/index.html", "/docs/..%2f..%2fopenapi.yaml", "/docs/"})
    void hasNoOtherFiles(String path) {
        assertThat(caller.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void takesAnyQueryOnlyWhereTheContractSaysSo() {
        assertThat(caller.get("/health/live?probe=1").statusCode()).isEqualTo(200);
        assertThat(caller.get("/docs?probe=1").statusCode()).isEqualTo(400);
    }
}
