package io.granary.online.serving;

import io.granary.http.HttpService;
import java.util.List;

/** Another part of a process that answers requests and is to be fast when the process is ready. */
public interface WarmUpPart {

    /** Whether it has loaded what it answers from, if only to fail. */
    boolean isLoaded();

    /**
     * Adds its routes to a server that nobody else asks: they count nothing, log nothing and write nothing.
     *
     * @param samples made-up features in the place of real ones
     */
    void addTo(HttpService.Builder http, OnlineFeatures samples);

    /** Requests that those routes can answer; none is fine. */
    List<SampleRequest> samples();
}
