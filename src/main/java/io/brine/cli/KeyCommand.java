package io.brine.cli;

import io.brine.client.ClientException;
import io.brine.client.LocalClient;
import io.brine.client.WheelClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code salt-key}: lists, accepts, rejects and deletes minion keys. Source: 3006.0 salt/key.py KeyCLI. */
final class KeyCommand implements Command {
    private static final List<String> ACTIONS = List.of(
            "gen_keys",
            "gen_signature",
            "list",
            "list_all",
            "print",
            "print_all",
            "accept",
            "accept_all",
            "reject",
            "reject_all",
            "delete",
            "delete_all",
            "finger",
            "finger_all");

    @Override
    public Synopsis synopsis() {
        return KeyOptions.SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        given.filled("list").filter(word -> !isListWord(word)).ifPresent(word -> {
            throw synopsis().error("'" + word + "' is not a valid argument to '--list'");
        });
        MasterSide side = MasterSide.of(given, terminal);
        if (given.filled("eauth").isEmpty()) {
            KeyActions files = new KeyFilesActions(
                    side.config(), isTrue(given, "rotate_aes_key", true), isTrue(given, "preserve_minions", false));
            return new Work(side, files).run();
        }
        try (LocalClient client = side.client()) {
            return new Work(side, new KeyWheelActions(new WheelClient(client), side.credentials(client))).run();
        } catch (ClientException refused) {
            side.output().show(refused.getMessage(), "nested");
            return ExitCodes.OK;
        }
    }

    private static boolean isListWord(String word) {
        return List.of("acc", "pre", "un", "rej", "den", "all").stream().anyMatch(word::startsWith);
    }

    private static boolean isTrue(Given given, String option, boolean otherwise) {
        return given.text(option).map(text -> text.equalsIgnoreCase("true")).orElse(otherwise);
    }

    /** One call of the command. */
    private static final class Work {
        private final Given given;
        private final Terminal terminal;
        private final OutputPrinter output;
        private final KeyActions keys;
        private final KeyGeneration generation;

        Work(MasterSide side, KeyActions keys) {
            this.given = side.given();
            this.terminal = side.terminal();
            this.output = side.output();
            this.keys = keys;
            this.generation = new KeyGeneration(given, side.config());
        }

        int run() {
            String action = ACTIONS.stream().filter(this::isAsked).findFirst().orElse("list_all");
            String match = action.endsWith("_all") ? "*" : given.text(action).orElse("");
            switch (action.replace("_all", "")) {
                case "gen_keys" -> show(Map.of("return", generation.keyPair()));
                case "gen_signature" -> show(Map.of("return", generation.signature()));
                case "list" -> show(keys.list(action.equals("list_all") ? "all" : match));
                case "print" -> show(keys.texts(match));
                case "finger" -> show(keys.fingers(match));
                default -> change(action.replace("_all", ""), match);
            }
            return ExitCodes.OK;
        }

        private boolean isAsked(String action) {
            return given.flag(action)
                    || given.filled(action).isPresent() && given.options().get(action) instanceof String;
        }

        private void show(Map<String, ?> data) {
            output.show(data, "key");
        }

        private void change(String command, String match) {
            boolean all = given.flag("include_all");
            boolean accepted = command.equals("reject") && (all || given.flag("include_accepted"));
            boolean rejected = command.equals("accept") && (all || given.flag("include_rejected"));
            boolean denied = given.flag("include_denied");
            Map<String, List<String>> matches = keys.matching(match);
            if (!command.equals("delete")) {
                matches = filtered(matches, accepted, rejected, denied);
            }
            if (matches.isEmpty()) {
                terminal.print("The key glob '" + match + "' does not match any " + states(accepted, rejected, denied)
                        + " keys.");
                return;
            }
            String participle = (command.equals("delete") ? "delet" : command) + "ed";
            terminal.print("The following keys are going to be " + participle + ":");
            show(matches);
            if (!isConfirmed(command)) {
                return;
            }
            KeyActions.Done done = keys.act(command, matches, accepted || rejected, denied);
            done.invalid().forEach(id -> terminal.complain("Unable to accept invalid key for " + id + "."));
            done.ids().forEach(id -> terminal.print("Key for minion " + id + " " + participle + "."));
        }

        private static Map<String, List<String>> filtered(
                Map<String, List<String>> matches, boolean accepted, boolean rejected, boolean denied) {
            Map<String, Boolean> wanted = new LinkedHashMap<>();
            wanted.put("minions_pre", true);
            wanted.put("minions", accepted);
            wanted.put("minions_rejected", rejected);
            wanted.put("minions_denied", denied);
            Map<String, List<String>> filtered = new LinkedHashMap<>();
            wanted.forEach((state, isWanted) -> {
                if (isWanted && matches.containsKey(state)) {
                    filtered.put(state, matches.get(state));
                }
            });
            return filtered;
        }

        private static String states(boolean accepted, boolean rejected, boolean denied) {
            List<String> states = new ArrayList<>(List.of("unaccepted"));
            if (accepted) {
                states.add("accepted");
            }
            if (rejected) {
                states.add("rejected");
            }
            if (denied) {
                states.add("denied");
            }
            int last = states.size() - 1;
            return last == 0 ? states.get(0) : String.join(", ", states.subList(0, last)) + " or " + states.get(last);
        }

        /** Enter alone means no for a deletion, yes for the others. */
        private boolean isConfirmed(String command) {
            if (given.flag("yes")) {
                return true;
            }
            boolean delete = command.equals("delete");
            Optional<String> answer = terminal.ask(delete ? "Proceed? [N/y] " : "Proceed? [n/Y] ");
            String word = answer.orElse("n");
            return word.isEmpty()
                    ? !delete
                    : word.toLowerCase(java.util.Locale.ROOT).startsWith("y");
        }
    }
}
