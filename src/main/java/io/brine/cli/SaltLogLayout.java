package io.brine.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of log in the format of {@code log_fmt_console} and {@code log_fmt_logfile}: Python's {@code %(levelname)-8s}
 * tokens, dates by {@code strftime}. Source: 3006.0 salt/_logging/impl.py, Python's logging.
 */
final class SaltLogLayout extends LayoutBase<ILoggingEvent> {
    private static final Pattern TOKEN = Pattern.compile("%\\((\\w+)\\)(-?)(0?)(\\d*)(?:\\.(\\d+))?[sdf]|%%");
    private static final Pattern DATE = Pattern.compile("%([a-zA-Z%])");

    private final List<Function<ILoggingEvent, String>> parts = new ArrayList<>();
    private final DateTimeFormatter dates;

    SaltLogLayout(String format, String datefmt) {
        this.dates = DateTimeFormatter.ofPattern(javaPattern(datefmt));
        Matcher token = TOKEN.matcher(format);
        int from = 0;
        while (token.find()) {
            String literal = format.substring(from, token.start());
            parts.add(event -> literal);
            from = token.end();
            parts.add(token.group(1) == null ? event -> "%" : padded(token.group(1), token));
        }
        String rest = format.substring(from);
        parts.add(event -> rest);
    }

    private Function<ILoggingEvent, String> padded(String name, Matcher token) {
        Function<ILoggingEvent, String> value = value(name);
        boolean left = !token.group(2).isEmpty();
        String fill = token.group(3).isEmpty() ? " " : "0";
        int width = token.group(4).isEmpty() ? 0 : Integer.parseInt(token.group(4));
        return event -> {
            String text = value.apply(event);
            String blanks = fill.repeat(Math.max(0, width - text.length()));
            return left ? text + " ".repeat(blanks.length()) : blanks + text;
        };
    }

    private Function<ILoggingEvent, String> value(String name) {
        return switch (name) {
            case "asctime" -> event -> dates.format(time(event));
            case "msecs" -> event -> Long.toString(event.getTimeStamp() % 1000);
            case "created" -> event -> Double.toString(event.getTimeStamp() / 1000.0);
            case "name" -> ILoggingEvent::getLoggerName;
            case "levelname" -> event -> word(event.getLevel());
            case "levelno" -> event -> Integer.toString(event.getLevel().toInt() / 1000);
            case "message" -> SaltLogLayout::message;
            case "process" -> event -> Long.toString(ProcessHandle.current().pid());
            case "processName", "threadName" -> ILoggingEvent::getThreadName;
            case "module", "funcName", "filename", "pathname" -> ILoggingEvent::getLoggerName;
            case "lineno" -> event -> "0";
            case "jid" -> event -> event.getMDCPropertyMap().getOrDefault("jid", "");
            case "colorlevel" -> event -> "[" + String.format("%-8s", word(event.getLevel())) + "]";
            case "colorname" -> event -> "[" + String.format("%-17s", event.getLoggerName()) + "]";
            case "colorprocess" -> event -> "[" + ProcessHandle.current().pid() + "]";
            case "colormsg" -> SaltLogLayout::message;
            default -> event -> "";
        };
    }

    /** What peers send is in it: no line of theirs may look like one of ours, and nothing may steer a terminal. */
    private static String message(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        if (message == null || message.chars().noneMatch(Character::isISOControl)) {
            return message;
        }
        StringBuilder plain = new StringBuilder();
        for (char symbol : message.toCharArray()) {
            if (symbol == '\n') {
                plain.append("\n    ");
            } else if (symbol != '\t' && Character.isISOControl(symbol)) {
                plain.append(String.format("\\x%02x", (int) symbol));
            } else {
                plain.append(symbol);
            }
        }
        return plain.toString();
    }

    private static ZonedDateTime time(ILoggingEvent event) {
        return Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault());
    }

    private static String word(Level level) {
        return level == Level.WARN ? "WARNING" : level.toString();
    }

    private static String javaPattern(String datefmt) {
        StringBuilder pattern = new StringBuilder();
        Matcher part = DATE.matcher(datefmt);
        int from = 0;
        while (part.find()) {
            literal(datefmt.substring(from, part.start()), pattern);
            pattern.append(javaLetters(part.group(1)));
            from = part.end();
        }
        literal(datefmt.substring(from), pattern);
        return pattern.toString();
    }

    private static void literal(String text, StringBuilder pattern) {
        if (!text.isEmpty()) {
            pattern.append('\'').append(text.replace("'", "''")).append('\'');
        }
    }

    private static String javaLetters(String letter) {
        return switch (letter) {
            case "Y" -> "yyyy";
            case "y" -> "yy";
            case "m" -> "MM";
            case "d" -> "dd";
            case "H" -> "HH";
            case "I" -> "hh";
            case "M" -> "mm";
            case "S" -> "ss";
            case "f" -> "SSSSSS";
            case "p" -> "a";
            case "b" -> "MMM";
            case "B" -> "MMMM";
            case "a" -> "EEE";
            case "A" -> "EEEE";
            case "j" -> "DDD";
            case "z" -> "xx";
            case "Z" -> "zzz";
            case "T" -> "HH:mm:ss";
            case "F" -> "yyyy-MM-dd";
            default -> "'%" + letter + "'";
        };
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder();
        parts.forEach(part -> line.append(part.apply(event)));
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }
}
