package io.brine.minion;

import io.brine.config.ConfigException;
import io.brine.config.MasterAddress;
import io.brine.config.MinionConfig;
import io.brine.data.PyText;
import io.brine.functions.ChildProcesses;
import io.brine.functions.FunctionCall;
import io.brine.functions.FunctionRegistry;
import io.brine.functions.JobFacts;
import io.brine.functions.MinionServices;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code master_type: func}: {@code master} names a function, and what that returns, a text or a list, are the masters. Words after the
 * name are its one argument, as in {@code cmd.run cat /etc/masters}: Salt calls without any, but has Python modules of one's own for that.
 * Of a list one master is held, the next when it is gone. Source: 3006.0 salt/minion.py MinionBase.eval_master
 */
record MasterFunction(MinionConfig config, GrainsBook grains, FunctionRegistry functions, MinionServices services) {
    private static final Logger log = LoggerFactory.getLogger(MasterFunction.class);

    /** May take as long as the function. @throws ConfigException if it fails, or returns no masters */
    List<MasterAddress> masters() {
        String text = config.masters().function();
        String[] words = text.strip().split("\\s+", 2);
        List<?> arg = words.length > 1 ? List.of(words[1]) : List.of();
        Object named = call(words[0], arg);
        List<MasterAddress> masters = named instanceof String || named instanceof List<?>
                ? config.masters().addresses(named)
                : List.of();
        if (masters.isEmpty()) {
            throw new ConfigException("master_type func: " + words[0] + " returned no text and no list of masters but "
                    + PyText.repr(named));
        }
        log.info("Evaluated master from module {}: {}", words[0], masters);
        return masters;
    }

    private Object call(String fun, List<?> arg) {
        Knowledge knowledge = new Knowledge();
        knowledge.grains(grains.grains());
        MinionContext.Surroundings around = new MinionContext.Surroundings(
                config.id().value(),
                config.raw(),
                knowledge,
                functions,
                FileClients.of(config, NoMaster.INSTANCE),
                NoMaster.INSTANCE,
                services);
        try {
            MinionContext context = new MinionContext(around, JobFacts.NONE, new ChildProcesses());
            return new FunctionCall(context).runOrThrow(fun, arg).returned();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new ConfigException("master_type func: interrupted in " + fun);
        } catch (Exception failed) {
            throw new ConfigException("master_type func: " + fun + " failed: " + failed.getMessage());
        }
    }
}
