package io.brine.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logging of commands that end soon: {@code [WARNING ] message} on standard error, nothing else. It is there so that no
 * command has to start a logging backend. Daemons use {@link DaemonLogging}.
 */
public final class ConsoleLogProvider implements SLF4JServiceProvider {
    private static final String LEVEL_PROPERTY = "brine.cli.log_level";

    private ILoggerFactory loggers;
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();

    /** Makes this the logging of the process; to be called before anything logs. @param level Salt's word */
    static void use(String level) {
        System.setProperty("slf4j.provider", ConsoleLogProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setProperty(LEVEL_PROPERTY, level);
    }

    @Override
    public void initialize() {
        int threshold = threshold(System.getProperty(LEVEL_PROPERTY, "warning"));
        Map<String, Logger> byName = new ConcurrentHashMap<>();
        loggers = name -> byName.computeIfAbsent(name, key -> new ConsoleLogger(key, threshold, System.err));
    }

    /** The least level shown, as slf4j numbers them. */
    private static int threshold(String level) {
        return switch (level.toLowerCase(Locale.ROOT)) {
            case "all", "garbage", "trace" -> Level.TRACE.toInt();
            case "debug" -> Level.DEBUG.toInt();
            case "profile", "info" -> Level.INFO.toInt();
            case "error" -> Level.ERROR.toInt();
            case "critical", "quiet" -> Integer.MAX_VALUE;
            default -> Level.WARN.toInt();
        };
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    private static final class ConsoleLogger extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        private final int threshold;
        private final transient PrintStream err;

        ConsoleLogger(String name, int threshold, PrintStream err) {
            this.name = name;
            this.threshold = threshold;
            this.err = err;
        }

        @Override
        public boolean isTraceEnabled() {
            return threshold <= Level.TRACE.toInt();
        }

        @Override
        public boolean isDebugEnabled() {
            return threshold <= Level.DEBUG.toInt();
        }

        @Override
        public boolean isInfoEnabled() {
            return threshold <= Level.INFO.toInt();
        }

        @Override
        public boolean isWarnEnabled() {
            return threshold <= Level.WARN.toInt();
        }

        @Override
        public boolean isErrorEnabled() {
            return threshold <= Level.ERROR.toInt();
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable throwable) {
            String word = level == Level.WARN ? "WARNING" : level.toString();
            String text = MessageFormatter.basicArrayFormat(message, arguments);
            err.printf("[%-8s] %s%n", word, text);
            if (throwable != null && isDebugEnabled()) {
                throwable.printStackTrace(err);
            }
        }
    }
}
