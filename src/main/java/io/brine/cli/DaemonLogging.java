package io.brine.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.brine.config.LoggingConfig;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** A daemon's logging as its configuration says: the console, a file, levels of single loggers. */
final class DaemonLogging {
    private final LoggingConfig config;
    private final LoggerContext context;
    private final Logger root;

    private DaemonLogging(LoggingConfig config) {
        this.config = config;
        this.context = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Takes the place of whatever logging there was. @param console whether standard error is still seen by anybody */
    static void apply(LoggingConfig config, boolean console) {
        new DaemonLogging(config).apply(console);
    }

    /** Whoever wants to see every line that is logged. */
    interface Reader {
        /** On the thread that logs: must not block and not log. @param level in logback's words */
        void onLine(String level, String logger, String text);
    }

    /** Lines of the levels that are configured go to this reader, too. */
    static void readBy(Reader reader) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                reader.onLine(event.getLevel().toString(), event.getLoggerName(), event.getFormattedMessage());
            }
        };
        appender.setContext(context);
        appender.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }

    private void apply(boolean console) {
        context.reset();
        Level ofConsole = level(config.level());
        Level ofFile = level(config.levelLogfile());
        root.setLevel(console && !ofConsole.isGreaterOrEqual(ofFile) ? ofConsole : ofFile);
        if (console) {
            root.addAppender(console(ofConsole));
        }
        if (!config.file().isEmpty() && !config.file().contains("://")) {
            root.addAppender(file(ofFile));
        }
        // the engine below the sockets talks about itself at every level
        context.getLogger("io.netty").setLevel(Level.WARN);
        config.granularLevels().forEach((name, word) -> context.getLogger(name).setLevel(level(String.valueOf(word))));
    }

    private ConsoleAppender<ILoggingEvent> console(Level level) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        start(appender, config.fmtConsole(), config.datefmt(), level);
        return appender;
    }

    private FileAppender<ILoggingEvent> file(Level level) {
        if (config.rotateMaxBytes() <= 0) {
            FileAppender<ILoggingEvent> plain = new FileAppender<>();
            plain.setFile(config.file());
            start(plain, config.fmtLogfile(), config.datefmtLogfile(), level);
            return plain;
        }
        RollingFileAppender<ILoggingEvent> rolling = new RollingFileAppender<>();
        rolling.setFile(config.file());
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(rolling);
        window.setMinIndex(1);
        window.setMaxIndex(Math.max(1, config.rotateBackupCount()));
        window.setFileNamePattern(config.file() + ".%i");
        window.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(config.rotateMaxBytes()));
        size.start();
        rolling.setRollingPolicy(window);
        rolling.setTriggeringPolicy(size);
        start(rolling, config.fmtLogfile(), config.datefmtLogfile(), level);
        return rolling;
    }

    private void start(OutputStreamAppender<ILoggingEvent> appender, String format, String datefmt, Level level) {
        SaltLogLayout layout = new SaltLogLayout(format, datefmt);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        ThresholdFilter threshold = new ThresholdFilter();
        threshold.setLevel(level.toString());
        threshold.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.addFilter(threshold);
        appender.start();
    }

    /** Salt has more words than we have levels. */
    private static Level level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "all", "garbage", "trace" -> Level.TRACE;
            case "debug" -> Level.DEBUG;
            case "profile", "info" -> Level.INFO;
            case "error", "critical" -> Level.ERROR;
            case "quiet" -> Level.OFF;
            default -> Level.WARN;
        };
    }
}
