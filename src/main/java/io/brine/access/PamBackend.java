package io.brine.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jvnet.libpam.PAM;
import org.jvnet.libpam.PAMException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of this host, through PAM: password and account phase (a locked or expired account is refused). The service
 * comes from the configuration alone, {@code auth.pam.service}. Source: 3006.0 auth/pam.py.
 */
final class PamBackend implements LoginBackend {
    private static final Logger LOG = LoggerFactory.getLogger(PamBackend.class);

    private final String service;

    PamBackend(String service) {
        this.service = service;
    }

    @Override
    public Optional<Known> login(String username, String password, Map<?, ?> entries) {
        if (username.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        PAM pam = null;
        try {
            pam = new PAM(service);
            return Optional.of(
                    new Known(List.copyOf(pam.authenticate(username, password).getGroups()), List.of()));
        } catch (PAMException refused) {
            LOG.debug("PAM refuses {}: {}", username, refused.getMessage());
            return Optional.empty();
        } catch (LinkageError missing) {
            LOG.error("eauth pam needs libpam on this host: {}", missing.getMessage());
            return Optional.empty();
        } finally {
            if (pam != null) {
                pam.dispose();
            }
        }
    }
}
