package io.brine.grains;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** What name servers and {@code /etc/hosts} know. Every question may take as long as the resolver's own time-out. */
public interface NameService {
    /** All addresses of a name; none if it is unknown. */
    List<IpAddress> addresses(String name);

    /** The name of an address, if it has one. */
    Optional<String> nameOf(IpAddress address);

    /** The resolver of this machine. */
    static NameService ofThisMachine() {
        return new NameService() {
            @Override
            public List<IpAddress> addresses(String name) {
                try {
                    return List.of(InetAddress.getAllByName(name)).stream()
                            .map(IpAddress::of)
                            .toList();
                } catch (UnknownHostException unknown) {
                    return List.of();
                }
            }

            @Override
            public Optional<String> nameOf(IpAddress address) {
                try {
                    String name = InetAddress.getByName(address.toString()).getCanonicalHostName();
                    return Optional.of(name)
                            .filter(found ->
                                    IpAddress.parse(found.split("%")[0]).isEmpty());
                } catch (UnknownHostException unknown) {
                    return Optional.empty();
                }
            }
        };
    }
}
