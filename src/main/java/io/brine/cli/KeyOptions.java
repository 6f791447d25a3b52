package io.brine.cli;

import java.util.List;

/** The options of {@code salt-key}. Source: 3006.0 salt/utils/parsers.py SaltKeyOptionParser. */
final class KeyOptions {
    static final Synopsis SYNOPSIS = new Synopsis(
            "salt-key",
            "[options]",
            "Manages the keys by which a master knows its minions.",
            List.of(
                    CommonOptions.general(
                            Opt.text("user", "USER", "The account to run as.", "-u", "--user"),
                            CommonOptions.hardCrash(),
                            Opt.flag("quiet", "Suppress output.", "-q", "--quiet"),
                            Opt.flag("yes", "Answer \"Yes\" to all questions.", "-y", "--yes"),
                            Opt.text(
                                    "rotate_aes_key",
                                    "ROTATE_AES_KEY",
                                    "Whether a deleted or rejected key makes the master change its AES key: True or False. Default: True.",
                                    "--rotate-aes-key"),
                            Opt.text(
                                    "preserve_minions",
                                    "PRESERVE_MINIONS",
                                    "Whether the cached data of minions whose keys are deleted is kept: True or False.",
                                    "--preserve-minions")),
                    CommonOptions.logging(),
                    CommonOptions.output(),
                    new OptGroup(
                            "Actions",
                            "",
                            List.of(
                                    Opt.text(
                                            "list",
                                            "ARG",
                                            "List keys: \"acc\", \"pre\", \"un\", \"rej\", \"den\" or \"all\".",
                                            "-l",
                                            "--list"),
                                    Opt.flag("list_all", "List all keys.", "-L", "--list-all"),
                                    Opt.text("accept", "ACCEPT", "Accept the keys that match.", "-a", "--accept"),
                                    Opt.flag("accept_all", "Accept all pending keys.", "-A", "--accept-all"),
                                    Opt.text("reject", "REJECT", "Reject the keys that match.", "-r", "--reject"),
                                    Opt.flag("reject_all", "Reject all pending keys.", "-R", "--reject-all"),
                                    Opt.flag(
                                            "include_all",
                                            "Match keys of every state when accepting or rejecting.",
                                            "--include-all"),
                                    Opt.flag(
                                            "include_accepted",
                                            "Match accepted keys, too, when rejecting.",
                                            "--include-accepted"),
                                    Opt.flag(
                                            "include_rejected",
                                            "Match rejected keys, too, when accepting.",
                                            "--include-rejected"),
                                    Opt.flag(
                                            "include_denied",
                                            "Match denied keys, too, when accepting or rejecting.",
                                            "--include-denied"),
                                    Opt.text("print", "PRINT", "Print the public keys that match.", "-p", "--print"),
                                    Opt.flag("print_all", "Print all public keys.", "-P", "--print-all"),
                                    Opt.text("delete", "DELETE", "Delete the keys that match.", "-d", "--delete"),
                                    Opt.flag("delete_all", "Delete all keys.", "-D", "--delete-all"),
                                    Opt.text(
                                            "finger",
                                            "FINGER",
                                            "Print the fingerprints of the keys that match.",
                                            "-f",
                                            "--finger"),
                                    Opt.flag(
                                            "finger_all",
                                            "Print all fingerprints, those of the master's own keys included.",
                                            "-F",
                                            "--finger-all"))),
                    new OptGroup(
                            "Key Generation Options",
                            "",
                            List.of(
                                    Opt.text("gen_keys", "GEN_KEYS", "Make a key pair of this name.", "--gen-keys"),
                                    Opt.text(
                                            "gen_keys_dir",
                                            "GEN_KEYS_DIR",
                                            "Where the key pair is written. Default: '.'.",
                                            "--gen-keys-dir"),
                                    Opt.number(
                                            "keysize",
                                            "KEYSIZE",
                                            "Bits of the key, at least 2048. Default: 2048.",
                                            "--keysize"),
                                    Opt.flag(
                                            "gen_signature",
                                            "Sign the master's public key, for minions that verify it.",
                                            "--gen-signature"),
                                    Opt.text("priv", "PRIV", "The private key to sign with.", "--priv"),
                                    Opt.text(
                                            "signature_path",
                                            "SIGNATURE_PATH",
                                            "Where the signature is written.",
                                            "--signature-path"),
                                    Opt.text("pub", "PUB", "The public key to sign.", "--pub"),
                                    Opt.flag(
                                            "auto_create",
                                            "Make the key to sign with if there is none.",
                                            "--auto-create"))),
                    CommonOptions.eauth("--auth", "--eauth", "--external-auth")),
            List.of(
                    "salt-key -L                      all keys by state",
                    "salt-key -a 'web*'               accept what matches, after asking",
                    "salt-key -f web1                 the fingerprint, to compare with salt-call --local key.finger",
                    "salt-key -d web1 -y              delete without asking",
                    "salt-key --gen-keys=web2 --gen-keys-dir=/tmp"));

    private KeyOptions() {}
}
