package io.granary.online.serving;

import static java.util.stream.Collectors.groupingBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Made-up requests one after the other, of each kind in turn, without end. Not safe for threads. */
final class SampleTurns {

    private final List<List<SampleRequest>> kinds;
    private int next;

    SampleTurns(List<SampleRequest> requests) {
        kinds = List.copyOf(requests.stream()
                .collect(groupingBy(SampleRequest::kind, LinkedHashMap::new, Collectors.toUnmodifiableList()))
                .values());
    }

    /** How many kinds there are. */
    int kinds() {
        return kinds.size();
    }

    SampleRequest next() {
        List<SampleRequest> kind = kinds.get(next % kinds.size());
        return kind.get(next++ / kinds.size() % kind.size());
    }
}
