package io.brine.grains;

import io.brine.data.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code kernel nodename kernelrelease kernelversion cpuarch kernelparams}. Source: 3006.0 grains/core.py os_data, kernelparams */
final class KernelGrains implements GrainsSource {
    private final Host host;

    KernelGrains(Host host) {
        this.host = host;
    }

    @Override
    public Map<String, Object> grains() {
        HostFiles files = host.files();
        Map<String, Object> grains = new LinkedHashMap<>();
        grains.put("kernel", files.word("/proc/sys/kernel/ostype").orElse("Linux"));
        files.word("/proc/sys/kernel/hostname").ifPresent(name -> grains.put("nodename", name));
        files.word("/proc/sys/kernel/osrelease").ifPresent(release -> grains.put("kernelrelease", release));
        files.word("/proc/sys/kernel/version").ifPresent(version -> grains.put("kernelversion", version));
        grains.put("cpuarch", new OsArchitecture(host).cpuarch());
        files.text("/proc/cmdline").ifPresent(line -> grains.put("kernelparams", kernelparams(line)));
        return grains;
    }

    /** Pairs of name and value; the value is nil unless the word holds exactly one equals sign. */
    private static List<Object> kernelparams(String commandLine) {
        List<Object> params = new ArrayList<>();
        for (String word : words(commandLine)) {
            String[] parts = word.split("=", -1);
            params.add(new Tuple(Arrays.asList(parts[0], parts.length == 2 ? stripQuotes(parts[1]) : null)));
        }
        return params;
    }

    private static String stripQuotes(String value) {
        return value.replaceAll("^\"+|\"+$", "");
    }

    /** Splits at spaces outside quotes and drops the quotes, as {@code shlex.split} does. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isWord = true;
            } else if (Character.isWhitespace(c)) {
                if (isWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                isWord = false;
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
