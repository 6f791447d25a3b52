package io.brine.modules.execution;

import io.brine.data.PyText;
import io.brine.functions.Arguments;
import io.brine.functions.CommandExecutionException;
import io.brine.functions.FunctionModule;
import io.brine.functions.Parameters;
import io.brine.functions.Registrar;
import io.brine.grains.Commands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code pkg}: questions about the packages of a Debian system. Source: 3006.0 modules/aptpkg.py, dpkg_lowpkg.py */
final class PkgModule implements FunctionModule {
    private static final Parameters NAMES = Parameters.of("*names", "**kwargs");
    private static final Pattern UPGRADE = Pattern.compile("^Inst (\\S+) \\[[^]]*] \\((\\S+).*");

    private final Commands commands;

    PkgModule(Commands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "pkg";
    }

    @Override
    public void register(Registrar functions) {
        registerInstalled(functions);
        registerAvailable(functions);
        registerFiles(functions);
    }

    private void registerInstalled(Registrar functions) {
        functions.add(
                "list_pkgs",
                Parameters.of("versions_as_list=False", "removed=False", "purge_desired=False", "**kwargs"),
                "Return the installed packages and their versions; with removed those of which only files are left.\n"
                        + "salt '*' pkg.list_pkgs versions_as_list=True",
                (context, arguments) -> {
                    Map<String, Object> versions = new LinkedHashMap<>();
                    installed(arguments.flag("removed") ? "deinstall" : "install")
                            .forEach((name, version) -> versions.put(
                                    name,
                                    arguments.flag("versions_as_list")
                                            ? (Object) new ArrayList<>(List.of(version))
                                            : version));
                    return versions;
                });
        functions.add(
                "version",
                NAMES,
                "Return the installed version, empty if it is not installed; a map for several names.\nsalt '*' pkg.version bash",
                (context, arguments) -> {
                    Map<String, String> installed = installed("install");
                    return each(arguments, name -> installed.getOrDefault(name, ""));
                });
        functions.add(
                "version_cmp",
                Parameters.of("pkg1", "pkg2", "ignore_epoch=False", "**kwargs"),
                "Compare two versions: -1, 0 or 1.\nsalt '*' pkg.version_cmp '0.2.4-0ubuntu1' '0.2.4.1-0ubuntu1'",
                (context, arguments) -> {
                    DebianVersion first = DebianVersion.parse(arguments.text("pkg1"));
                    DebianVersion second = DebianVersion.parse(arguments.text("pkg2"));
                    boolean isEpochIgnored = arguments.flag("ignore_epoch");
                    return (long)
                            (isEpochIgnored
                                    ? first.withoutEpoch().compareTo(second.withoutEpoch())
                                    : first.compareTo(second));
                });
    }

    private String output(String... argv) {
        Commands.Result result = commands.run(argv)
                .orElseThrow(
                        () -> new CommandExecutionException("Unable to run command '" + String.join(" ", argv) + "'"));
        return result.stdout();
    }

    /** Name to version; packages of a foreign architecture are named {@code name:arch}. @param wanted install or deinstall */
    private Map<String, String> installed(String wanted) {
        String format = "${Status} ${Package} ${Version} ${Architecture}\n";
        String own = commands.output("dpkg", "--print-architecture").orElse("").strip();
        Map<String, String> versions = new TreeMap<>();
        for (String line :
                output("dpkg-query", "--showformat", format, "-W").lines().toList()) {
            List<String> words = ProcText.words(line);
            if (words.size() == 6 && isMeant(wanted, words)) {
                boolean isForeign = !words.get(5).equals("all")
                        && !own.isEmpty()
                        && !words.get(5).equals(own);
                versions.put(words.get(3) + (isForeign ? ":" + words.get(5) : ""), words.get(4));
            }
        }
        return versions;
    }

    private static boolean isMeant(String wanted, List<String> words) {
        String selection = words.get(0);
        return wanted.equals("install")
                ? (selection.equals("install") || selection.equals("hold"))
                        && words.get(2).equals("installed")
                : selection.equals("deinstall");
    }

    private interface Answer {
        Object about(String name);
    }

    /** The answer itself for one name, a map for several. */
    private static Object each(Arguments arguments, Answer answer) {
        List<String> names = new ArrayList<>();
        arguments
                .varArgs()
                .forEach(given -> names.addAll(List.of(PyText.str(given).split(","))));
        if (names.isEmpty()) {
            return "";
        }
        if (names.size() == 1) {
            return answer.about(names.get(0));
        }
        Map<String, Object> answers = new LinkedHashMap<>();
        names.forEach(name -> answers.put(name, answer.about(name)));
        return answers;
    }

    private void registerAvailable(Registrar functions) {
        functions.add(
                "latest_version",
                NAMES,
                "Return the version that could be installed, empty if there is no newer one.\nsalt '*' pkg.latest_version bash",
                (context, arguments) -> each(arguments, this::latest));
        functions.alias("available_version", "latest_version");
        functions.add(
                "upgrade_available",
                Parameters.of("name", "**kwargs"),
                "Tell whether there is a newer version.\nsalt '*' pkg.upgrade_available bash",
                (context, arguments) -> !latest(arguments.text("name")).isEmpty());
        functions.add(
                "list_upgrades",
                Parameters.of("refresh=True", "dist_upgrade=True", "**kwargs"),
                "Return the packages with a newer version.\nsalt '*' pkg.list_upgrades",
                (context, arguments) -> upgrades(arguments));
    }

    private String latest(String name) {
        String policy = output("apt-cache", "-q", "policy", name);
        String installed = field(policy, "Installed:");
        String candidate = field(policy, "Candidate:");
        boolean isNewer = !candidate.isEmpty()
                && (installed.isEmpty()
                        || DebianVersion.parse(candidate).compareTo(DebianVersion.parse(installed)) > 0);
        return isNewer ? candidate : "";
    }

    private static String field(String policy, String name) {
        return policy.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .filter(version -> !version.equals("(none)"))
                .findFirst()
                .orElse("");
    }

    private Map<String, Object> upgrades(Arguments arguments) {
        if (arguments.flag("refresh")) {
            output("apt-get", "-q", "update");
        }
        Map<String, Object> upgrades = new TreeMap<>();
        String verb = arguments.flag("dist_upgrade") ? "dist-upgrade" : "upgrade";
        output("apt-get", "--just-print", verb)
                .lines()
                .map(UPGRADE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> upgrades.put(line.group(1), line.group(2)));
        return upgrades;
    }

    private void registerFiles(Registrar functions) {
        functions.add(
                "owner",
                Parameters.of("*paths", "**kwargs"),
                "Return the package a file belongs to; a map for several.\nsalt '*' pkg.owner /usr/bin/apachectl",
                (context, arguments) -> each(arguments, this::owner));
        functions.add(
                "file_list",
                Parameters.of("*packages", "**kwargs"),
                "Return the files of packages.\nsalt '*' pkg.file_list httpd",
                (context, arguments) -> fileList(arguments));
    }

    private String owner(String path) {
        Optional<String> found = commands.output("dpkg-query", "-S", path);
        return found.flatMap(output ->
                        output.lines().filter(line -> line.contains(": ")).findFirst())
                .map(line -> line.substring(0, line.indexOf(": ")))
                .orElse("");
    }

    private Map<String, Object> fileList(Arguments arguments) {
        List<Object> errors = new ArrayList<>();
        List<Object> files = new ArrayList<>();
        for (Object name : arguments.varArgs()) {
            Optional<String> listed = commands.output("dpkg", "-L", PyText.str(name));
            if (listed.isEmpty()) {
                errors.add("Package " + PyText.str(name) + " is not installed");
            }
            listed.ifPresent(output ->
                    output.lines().filter(line -> line.startsWith("/")).forEach(files::add));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("errors", errors);
        result.put("files", files);
        return result;
    }
}
