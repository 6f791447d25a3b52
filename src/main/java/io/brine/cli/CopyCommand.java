package io.brine.cli;

import io.brine.client.ClientException;
import io.brine.client.JobHandle;
import io.brine.client.JobRequest;
import io.brine.client.LocalClient;
import io.brine.client.MinionReturn;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code salt-cp}: files to minions as arguments of {@code cp.recv} or {@code cp.recv_chunked}. Source: 3006.0 salt/cli/cp.py. */
final class CopyCommand implements Command {
    @Override
    public Synopsis synopsis() {
        return CopyOptions.SYNOPSIS;
    }

    @Override
    public int run(Given given, Terminal terminal) {
        if (given.words().size() <= 1) {
            terminal.out().print(HelpText.of(synopsis(), terminal.columns()));
            throw synopsis().error("Insufficient arguments");
        }
        String kind = SaltOptions.targetKind(given, synopsis()).orElse("glob");
        List<String> words = given.words();
        Object tgt = given.flag("list") ? SaltWords.idList(words.get(0)) : words.get(0);
        List<Path> sources = words.subList(1, words.size() - 1).stream()
                .map(word -> Path.of(word).toAbsolutePath().normalize())
                .toList();
        MasterSide side = MasterSide.of(given, terminal);
        try (LocalClient client = side.client()) {
            Delivery delivery = new Delivery(client, tgt, kind, terminal);
            String dest = words.get(words.size() - 1);
            Map<String, Object> answers = given.flag("chunked")
                    ? new ChunkedCopy(delivery, sources, dest, !given.has("gzip"), chunkBytes(side)).run()
                    : delivery.call("cp.recv", List.of(texts(sources, terminal), dest));
            side.output().show(answers, "");
            return given.flag("strict") && (answers.isEmpty() || delivery.isIncomplete())
                    ? ExitCodes.GENERIC
                    : ExitCodes.OK;
        } catch (ClientException refused) {
            throw new ExitException(ExitCodes.GENERIC, refused.getMessage() + "\n");
        }
    }

    private static int chunkBytes(MasterSide side) {
        return side.config().raw().get("salt_cp_chunk_size") instanceof Number number ? number.intValue() : 98304;
    }

    /** All files as one map of path and text; a directory ends the command. */
    private static Map<String, Object> texts(List<Path> sources, Terminal terminal) {
        Map<String, Object> texts = new LinkedHashMap<>();
        for (Path source : sources) {
            if (Files.isDirectory(source)) {
                terminal.print(
                        source + " is a directory, only files are supported in non-chunked mode. Use \"--chunked\""
                                + " command line argument.");
                throw new ExitException(ExitCodes.GENERIC, null);
            }
            if (Files.isRegularFile(source)) {
                texts.put(source.toString(), text(source));
            }
        }
        return texts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw new ExitException(ExitCodes.GENERIC, file + " is not text in UTF-8; use --chunked\n");
        } catch (IOException unreadable) {
            throw new ExitException(ExitCodes.INCOMPLETE, "The referenced file, " + file + " is not available.\n");
        }
    }

    /** Calls a function on the target and gives what came, by minion. */
    static final class Delivery {
        private final LocalClient client;
        private final Object tgt;
        private final String kind;
        private final Terminal terminal;
        private boolean incomplete;

        Delivery(LocalClient client, Object tgt, String kind, Terminal terminal) {
            this.client = client;
            this.tgt = tgt;
            this.kind = kind;
            this.terminal = terminal;
        }

        Map<String, Object> call(String fun, List<Object> arg) {
            JobHandle job = client.run(JobRequest.of(tgt, kind, fun, new ArrayList<>(arg)));
            if (!job.publication().isSent()) {
                terminal.print(JobPrinting.NOBODY);
                return new LinkedHashMap<>();
            }
            Map<String, Object> answers = new LinkedHashMap<>();
            for (Optional<MinionReturn> next = job.next(); next.isPresent(); next = job.next()) {
                answers.put(next.get().id(), next.get().value());
                incomplete |= next.get().retcode() != 0;
            }
            incomplete |= !job.unheard().isEmpty();
            return answers;
        }

        /** Whether a minion did not return or failed. */
        boolean isIncomplete() {
            return incomplete;
        }
    }
}
