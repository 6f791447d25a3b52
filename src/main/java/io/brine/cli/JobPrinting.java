package io.brine.cli;

import io.brine.client.BatchRun;
import io.brine.client.ClientException;
import io.brine.client.JobHandle;
import io.brine.client.JobRequest;
import io.brine.client.LocalClient;
import io.brine.client.MinionReturn;
import io.brine.client.Publication;
import io.brine.data.Yaml;
import io.brine.target.BatchSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The ways {@code salt} runs a job: wait and show each return, wait and show all together, do not wait, a batch, a subset.
 * Source: 3006.0 salt/cli/salt.py SaltCMD.run, _run_batch.
 */
final class JobPrinting {
    static final String NOBODY = "No minions matched the target. No command was sent, no jid was assigned.";

    private final MasterSide side;
    private final Given given;
    private final Terminal terminal;
    private final OutputPrinter output;

    JobPrinting(MasterSide side, OutputPrinter output) {
        this.side = side;
        this.given = side.given();
        this.terminal = side.terminal();
        this.output = output;
    }

    static int noReturn(Terminal terminal) {
        terminal.complain("ERROR: No return received");
        return ExitCodes.NO_RETURN;
    }

    int run(LocalClient client, JobRequest request) {
        boolean batch = given.filled("batch").isPresent();
        if (batch && given.flag("async")) {
            return batchByMaster(client, request);
        }
        if (given.flag("static")) {
            return together(client, request);
        }
        if (batch) {
            return batch(client, request, given.filled("batch").orElseThrow());
        }
        int limit = given.number("batch_safe_limit", 0);
        if (limit > 1
                && TargetPreview.of(side.config(), request.tgt(), request.tgtType())
                                .size()
                        >= limit) {
            terminal.print("\nNOTICE: Too many minions targeted, switching to batch execution.");
            return batch(client, request, Integer.toString(given.number("batch_safe_size", 8)));
        }
        if (given.flag("async")) {
            return publishOnly(client, request);
        }
        int subset = given.number("subset", 0);
        JobRequest chosen = subset > 0 ? subset(client, request, subset) : request;
        return "sys.doc".equals(request.fun()) ? documentation(client, chosen) : oneByOne(client, chosen);
    }

    private JobRequest subset(LocalClient client, JobRequest request, int size) {
        return request.to(new ArrayList<Object>(client.subset(request, size, RandomGenerator.getDefault())), "list");
    }

    private int publishOnly(LocalClient client, JobRequest request) {
        Publication publication = client.publish(request);
        if (!publication.isSent()) {
            terminal.print(NOBODY);
        }
        terminal.print("Executed command with job ID: " + (publication.isSent() ? publication.jid() : "0"));
        return given.flag("strict") && !publication.isSent() ? ExitCodes.NO_RETURN : ExitCodes.OK;
    }

    /** The master runs the batch itself and answers with its jid; only some masters can. */
    private int batchByMaster(LocalClient client, JobRequest request) {
        Map<String, Object> batch = new LinkedHashMap<>();
        batch.put("batch", Yaml.scalar(given.filled("batch").orElseThrow()));
        if (given.number("batch_wait", 0) > 0) {
            batch.put("batch_wait", given.number("batch_wait", 0));
        }
        if (given.flag("failhard")) {
            batch.put("failhard", true);
        }
        for (String limit : List.of("batch_canary", "batch_max_failures")) {
            given.filled(limit).ifPresent(amount -> batch.put(limit, Yaml.scalar(amount)));
        }
        try {
            return publishOnly(client, request.with(batch));
        } catch (ClientException refused) {
            throw new ExitException(ExitCodes.NO_RETURN, "ERROR: " + refused.getMessage() + "\n");
        }
    }

    private int oneByOne(LocalClient client, JobRequest request) {
        JobHandle job = client.run(request);
        if (!job.publication().isSent()) {
            terminal.print(NOBODY);
            return noReturn(terminal);
        }
        announce(job.jid());
        ReturnPrinter printer = new ReturnPrinter(terminal, output);
        boolean told = !given.has("show_timeout") || given.flag("verbose");
        Map<String, String> notConnected = job.publication().notConnected();
        if (told) {
            notConnected.forEach(printer::showNotConnected);
        }
        Progress progress = new Progress(
                terminal, given.flag("progress"), job.publication().minions().size());
        try (InterruptNote note = InterruptNote.forJob(job.jid(), terminal)) {
            for (Optional<MinionReturn> next = job.next(); next.isPresent(); next = job.next()) {
                if (progress.isOn()) {
                    progress.onReturn();
                    printer.count(next.get());
                } else {
                    printer.show(next.get());
                }
            }
            note.jobIsOver();
        }
        progress.end();
        List<String> unheard = job.unheard();
        if (told) {
            unheard.stream()
                    .filter(minion -> !notConnected.containsKey(minion))
                    .forEach(minion -> printer.showSilent(minion, job.jid()));
        }
        if (progress.isOn() || given.flag("cli_summary") && !given.has("output")) {
            printer.summary(given.flag("verbose"));
        }
        if (printer.hasFailures()) {
            terminal.complain("ERROR: Minions returned with non-zero exit code");
            return ExitCodes.GENERIC;
        }
        return given.flag("strict") && !unheard.isEmpty() ? ExitCodes.GENERIC : ExitCodes.OK;
    }

    private void announce(String jid) {
        if (given.flag("verbose")) {
            String line = "Executing job with jid " + jid;
            terminal.print(line);
            terminal.print("-".repeat(line.length()) + "\n");
        } else if (given.flag("show_jid")) {
            terminal.print("jid: " + jid);
        }
    }

    private int documentation(LocalClient client, JobRequest request) {
        JobHandle job = client.run(request);
        if (!job.publication().isSent()) {
            terminal.print(NOBODY);
            throw new ExitException(ExitCodes.NO_RETURN, "No minions found to gather docs from\n");
        }
        Map<String, Object> docs = new LinkedHashMap<>();
        for (Optional<MinionReturn> next = job.next(); next.isPresent(); next = job.next()) {
            docs.put(next.get().id(), next.get().value());
        }
        DocPrinter.print(docs, terminal, output, given.has("output"));
        return ExitCodes.OK;
    }

    private int batch(LocalClient client, JobRequest request, String size) {
        BatchPrinter printer = new BatchPrinter(terminal, output);
        Publication ping = new BatchRun(client, request, batchSettings(size), printer).run();
        if (!ping.isSent()) {
            terminal.print(NOBODY);
            terminal.print("No minions matched the target.");
        }
        boolean failed = printer.isIncomplete() || !ping.isSent();
        return given.flag("strict") && failed
                ? Math.max(ExitCodes.GENERIC, printer.highestRetcode())
                : printer.highestRetcode();
    }

    private BatchRun.Settings batchSettings(String size) {
        return new BatchRun.Settings(batchSize(size), given.number("batch_wait", 0) * 1000L, given.flag("failhard"));
    }

    private static BatchSize batchSize(String text) {
        try {
            return BatchSize.parse(text);
        } catch (IllegalArgumentException noSize) {
            throw new ClientException(ClientException.Kind.INVOCATION, noSize.getMessage(), noSize);
        }
    }

    /** All returns in one document, gathered as a silent batch of everybody at once, which is how Salt does it. */
    private int together(LocalClient client, JobRequest request) {
        TogetherReturns returns = new TogetherReturns();
        Publication ping = new BatchRun(
                        client, request, batchSettings(given.filled("batch").orElse("100%")), returns)
                .run();
        if (!ping.isSent()) {
            terminal.print(NOBODY);
        }
        output.show(returns.byMinion(), "");
        if (returns.byMinion().isEmpty()) {
            return noReturn(terminal);
        }
        return given.flag("strict") && returns.hasFailures() ? ExitCodes.GENERIC : ExitCodes.OK;
    }
}
