package io.granary.cli.demo;

import io.granary.cli.process.AllInOne;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a person may try while the demonstration is up. */
final class Invitation {

    private Invitation() {}

    static String of(AllInOne servers, DemoFolder folder, Instant now) {
        return """

                Granary is up; flights stream in as they arrive. Ctrl-C stops it and removes its files.

                The last arrivals at an airport:

                  curl -s %1$s/get-online-features --json '{
                    "features": ["airport_arrivals:*", "airport_facts:city"],
                    "entities": {"airport": ["ORD", "ATL"]}}'

                Will this flight be late? From entity ids alone:

                  curl -s %1$s/v2/models/delay/infer --json '{"inputs": [
                    {"name": "origin", "datatype": "BYTES", "shape": [1], "data": ["ORD"]},
                    {"name": "destination", "datatype": "BYTES", "shape": [1], "data": ["ATL"]},
                    {"name": "departed_at", "datatype": "BYTES", "shape": [1], "data": ["%5$s"]}]}'

                By the version that the experiment assigns to the flight:

                  curl -s %1$s/v1/routers/delay_router/predict --json '{"entities": {"origin": ["ORD"],
                    "destination": ["ATL"], "departed_at": ["%5$s"], "flight_id": ["UA 1"]}}'

                On the command line:

                  granary get features --feature 'airport_arrivals:*' --entity airport=ORD
                  granary list --repo %2$s
                  granary history --repo %2$s

                gRPC      %7$s (feast.serving.ServingService)
                Registry  %3$s
                Metrics   %4$s/metrics
                Health    %4$s/health/ready
                Files     %6$s
                """.formatted(
                        servers.serving(),
                        folder.repository(),
                        servers.registry(),
                        servers.management(),
                        now.truncatedTo(ChronoUnit.MINUTES),
                        folder.root(),
                        servers.grpc());
    }
}
