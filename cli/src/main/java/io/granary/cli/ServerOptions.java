package io.granary.cli;

import io.granary.core.GranaryException;
import io.granary.http.HttpConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/** Where a process listens. */
final class ServerOptions {

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            defaultValue = "9464",
            description = "The port of /metrics and /health (default: ${DEFAULT-VALUE}; 0: any free one).")
    private int managementPort;

    @Option(
            names = "--allow-remote",
            description = "Listen on an address that other machines reach, although nobody has to show a key.")
    private boolean allowRemote;

    HttpConfig http(int port) {
        requireAllowed();
        return guarded(port);
    }

    HttpConfig management() {
        return http(managementPort);
    }

    /** Like {@link #http}, of a process whose callers show keys. */
    HttpConfig guarded(int port) {
        return HttpConfig.onPort(port).withHost(host);
    }

    /** Like {@link #management}, of a process whose callers show keys. */
    HttpConfig guardedManagement() {
        return guarded(managementPort);
    }

    private void requireAllowed() {
        if (!allowRemote && !isLoopback()) {
            throw GranaryException.invalid("--host", host, "a loopback address, or --allow-remote beside it");
        }
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw GranaryException.invalid("--host", host, "an address of this machine");
        }
    }
}
