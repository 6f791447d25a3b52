package io.brine.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a master decides about minion keys and what its own keys are.
 * @param autoAccept {@code auto_accept}: every unknown key is accepted (only for {@code true} itself)
 * @param openMode {@code open_mode}: no authentication at all (only for {@code true} itself)
 * @param autosignFile {@code autosign_file}
 * @param autorejectFile {@code autoreject_file}
 * @param autosignGrainsDir {@code autosign_grains_dir}
 * @param autosignTimeoutMinutes {@code autosign_timeout}, 120: life of a stub in minions_autosign
 * @param permissivePkiAccess {@code permissive_pki_access}: the group may read keys
 * @param maxMinions {@code max_minions}; 0 = any number
 * @param keysize {@code keysize}, 2048 bits
 * @param keyPass {@code key_pass}: passphrase of master.pem
 * @param rotateAesKey {@code rotate_aes_key}: a new AES key after a key was deleted or rejected
 * @param publishSessionSeconds {@code publish_session}, 86400: life of AES and session keys
 * @param pingOnRotate {@code ping_on_rotate}
 * @param authEvents {@code auth_events}: fire salt/auth
 * @param allowMinionKeyRevoke {@code allow_minion_key_revoke}
 * @param preserveMinionCache {@code preserve_minion_cache}: keep cached data of a deleted minion
 */
public record MasterKeyConfig(
        boolean autoAccept,
        boolean openMode,
        Optional<Path> autosignFile,
        Optional<Path> autorejectFile,
        Optional<Path> autosignGrainsDir,
        int autosignTimeoutMinutes,
        boolean permissivePkiAccess,
        int maxMinions,
        int keysize,
        Optional<String> keyPass,
        boolean rotateAesKey,
        long publishSessionSeconds,
        boolean pingOnRotate,
        boolean authEvents,
        boolean allowMinionKeyRevoke,
        boolean preserveMinionCache) {

    static MasterKeyConfig from(Options options) {
        return new MasterKeyConfig(
                options.flag("auto_accept"),
                options.flag("open_mode"),
                options.maybePath("autosign_file"),
                options.maybePath("autoreject_file"),
                options.maybePath("autosign_grains_dir"),
                options.integer("autosign_timeout"),
                options.flag("permissive_pki_access"),
                options.integer("max_minions"),
                options.integer("keysize"),
                options.maybeText("key_pass"),
                options.flag("rotate_aes_key"),
                options.wholeNumber("publish_session"),
                options.flag("ping_on_rotate"),
                options.flag("auth_events"),
                options.flag("allow_minion_key_revoke"),
                options.flag("preserve_minion_cache"));
    }

    /** Without the passphrase. */
    @Override
    public String toString() {
        return "MasterKeyConfig[autoAccept=" + autoAccept + ", openMode=" + openMode + "]";
    }
}
