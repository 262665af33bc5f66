package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says to somebody who holds it wrong. */
@Timeout(60)
class UsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aply | Did you mean: granary apply",
                "plan --rpeo | Unknown option: '--rpeo'",
                "plan -o xml | expected one of [TABLE, JSON, YAML, MARKDOWN]",
                "serve | Missing required option: '--project=NAME'",
                "serve --project p --port http | Invalid value for option '--port'",
                "get features --entity a=b | Missing required argument",
                "get features --feature a:b | Missing required option: '--entity=KEY=VALUE'",
                "apply --registry :no:url: | Invalid value for option '--registry'",
                "apply --registry localhost:6570 | '--registry': 'localhost:6570' (expected: http://HOST:PORT)",
                "get features --feature a:b --entity c=d --serving foo | 'foo' (expected: http://HOST:PORT)",
                "get features --feature a:b --entity c=d --api-key plain | *** (expected: ${env:NAME} or ${file:PATH})",
                "demo --once --once | should be specified only once",
                "training-set --out x --service s | Missing required option: '--entities=FILE'",
                "training-set --entities x --service s | Missing required option: '--out=FOLDER'",
                "training-set --entities x --out y | Missing required option: '--service=NAME' or '--feature=VIEW:FEATURE'",
                "consistency | Missing required option: '--answers=FOLDER'",
                "materialize --incremental --from 2001-01-01T00:00:00Z | are mutually exclusive",
                "materialize --incremental --overwrite | are mutually exclusive",
                "delete | what to delete is missing (expected: entity)",
                "delete entity driver | Missing required option: '--key=JOINKEY=VALUE'",
                "training-set describe | Missing required parameter: 'SET'",
                "validate here | Unmatched argument at index 1: 'here'",
            })
    void wrongUseIsExplained(String arguments, String message) {
        CommandRun run = CommandRun.of(arguments.split(" "));

        assertThat(run.err()).startsWith("granary: ").contains(message).contains("--help'.");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --project p --host 0.0.0.0 --port 0",
                "serve --project p --port 0 --api-keys /no/such/file",
                "serve --project p --redis-uri http://x --port 0",
                "serve --project p --port 65536",
                "materializations --project p --limit 0",
                "materialize --project p --rate 0",
                "materialize --project p --lookback 2d",
                "materialize --project p --lookback 2d --overwrite",
                "validations --project p --limit 0",
                "search --project p --limit 0",
                "history --project p --limit 0",
                "dead-letters list --project p --limit 0",
                "delete entity driver --key driver=ann --project p --wait-at-most 0s",
                "delete entity driver --key driver=ann --project p --archive /no/such/folder",
                "delete entity driver --key driver=ann --project ../p",
                "ingest --project p --bootstrap-servers kafka",
                "ingest --project p --bootstrap-servers kafka:9092,other",
                "serve --project ../p --port 0",
                "up --project ../p --port 0",
                "get features --feature a:b --entity justakey",
            })
    void aValueThatCannotBeIsRefused(String arguments) {
        CommandRun run = CommandRun.of(arguments.split(" "));

        assertThat(run.err()).startsWith("granary: ").contains("(expected: ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "history --project p --registry http://127.0.0.1:9",
        "list --project p --registry http://127.0.0.1:9",
        "describe x --project p --registry http://127.0.0.1:9",
        "get features --feature a:b --entity a=b --serving http://127.0.0.1:9",
    })
    void aServerThatIsDownIsNamedWithWhatToDoNext(String arguments) {
        CommandRun run = CommandRun.of(arguments.split(" "));

        assertThat(run.err())
                .startsWith("granary: Cannot reach ")
                .contains("http://127.0.0.1:9")
                .contains("'granary up'")
                .doesNotContain("Exception");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "ingest"})
    void aBrokerOfNoKnownAddressIsNamed(String command) {
        CommandRun run = CommandRun.of(
                command, "--project", "p", "--management-port", "0", "--bootstrap-servers", "kafka.invalid:9092");

        assertThat(run.err()).startsWith("granary: Cannot use Kafka: No resolvable bootstrap urls");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void helpIsNoError() {
        assertThat(CommandRun.of("--help").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(CommandRun.of("apply", "--help").out()).contains("--registry");
    }
}
