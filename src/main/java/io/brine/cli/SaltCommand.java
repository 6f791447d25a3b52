package io.brine.cli;

import io.brine.client.ClientException;
import io.brine.client.Credentials;
import io.brine.client.JobRequest;
import io.brine.client.LocalClient;
import io.brine.functions.PublishedArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code salt}: publishes a job and shows what minions return. Source: 3006.0 salt/cli/salt.py SaltCMD. */
final class SaltCommand implements Command {
    @Override
    public Synopsis synopsis() {
        return SaltOptions.SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        boolean enough = given.words().size() > 1 || given.flag("doc") || given.flag("preview_target");
        if (!enough && !given.flag("config_dump")) {
            terminal.out().print(HelpText.of(synopsis(), terminal.columns()));
        }
        Optional<String> kind = SaltOptions.targetKind(given, synopsis());
        MasterSide side = MasterSide.of(given, terminal);
        if (given.flag("config_dump")) {
            side.output().show(side.config().raw(), "yaml");
            return ExitCodes.OK;
        }
        Given complete = completed(StdinWords.added(given, terminal));
        SaltWords words = SaltWords.of(complete);
        OutputPrinter output = side.output(Map.of("fun", words.fun(), "arg", words.arg()));
        if (given.flag("preview_target")) {
            List<String> minions = TargetPreview.of(side.config(), words.tgt(), kind.orElse("glob"));
            output.show(minions, "");
            return minions.isEmpty() ? JobPrinting.noReturn(terminal) : ExitCodes.OK;
        }
        try (LocalClient client = side.client()) {
            JobRequest request = request(given, words, kind.orElse("glob"), side.credentials(client));
            return new JobPrinting(side, output).run(client, request);
        } catch (ClientException refused) {
            output.show(refused.getMessage(), "", ExitCodes.GENERIC);
            return given.flag("strict") ? ExitCodes.GENERIC : ExitCodes.OK;
        }
    }

    /** Words that {@code --doc} and {@code --preview-target} let people leave out. */
    private Given completed(Given given) {
        List<String> words = new ArrayList<>(given.words());
        if (given.flag("preview_target")) {
            words.add("not_a_valid_command");
        }
        if (given.flag("doc")) {
            if (words.isEmpty()) {
                words.add("*");
            }
            if (words.size() < 2 || !words.get(1).equals("sys.doc")) {
                words.add(1, "sys.doc");
            }
            if (words.size() > 3) {
                throw synopsis().error("You can only get documentation for one method at one time.");
            }
        }
        return given.withWords(words);
    }

    private static JobRequest request(Given given, SaltWords words, String kind, Credentials credentials) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("show_timeout", !given.has("show_timeout"));
        kwargs.put("show_jid", given.flag("show_jid"));
        kwargs.put("delimiter", given.text("delimiter").orElse(":"));
        given.filled("return_config").ifPresent(text -> kwargs.put("ret_config", text));
        given.filled("return_kwargs").ifPresent(text -> kwargs.put("ret_kwargs", PublishedArguments.readWord(text)));
        for (String key : List.of("module_executors", "executor_opts", "metadata")) {
            given.filled(key).ifPresent(text -> kwargs.put(key, PublishedArguments.readWord(text)));
        }
        kwargs.putAll(credentials.fields());
        String ret = given.text("return").orElse("");
        return new JobRequest(words.tgt(), kind, words.fun(), words.arg(), ret, "", kwargs);
    }
}
