package io.brine.config;

import java.util.Optional;

/**
 * The local side of a minion's connections to its masters; 0 and empty leave it to the system.
 * @param interfaceName {@code source_interface_name}: its first address is used; goes before {@code address}
 * @param address {@code source_address}: name or address
 * @param retPort {@code source_ret_port}
 * @param publishPort {@code source_publish_port}
 */
public record SourceAddress(Optional<String> interfaceName, Optional<String> address, int retPort, int publishPort) {
    static SourceAddress from(Options options) {
        return new SourceAddress(
                options.maybeText("source_interface_name"),
                options.maybeText("source_address"),
                options.port("source_ret_port"),
                options.port("source_publish_port"));
    }
}
