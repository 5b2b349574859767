package kafkademo.common.settings;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kafkademo.common.log.LogLine;

/**
 * The environment variables of a process. They are read strictly: a variable that is present must be right; only an absent one
 * gets its default. Problems are collected, so that {@link #rejectIfAnyIsWrong()} reports all of them at once. The value of
 * {@code NAME} may be in a file that {@code NAME_FILE} names. Nobody may see such a value, since it may be a secret.
 */
public final class Environment {
    /** Shorter words say too little of a secret to be one. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{4,}");

    private final Map<String, String> variables;
    private final Map<String, String> files = new HashMap<>();
    private final Set<String> problems = new LinkedHashSet<>(); // a setting that is read twice is reported once
    private final Map<String, String> suspects = new TreeMap<>();
    private final Map<String, String> secrets = new TreeMap<>();

    public Environment(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
        variables.keySet().forEach(name -> SettingNames.meantBy(name).ifPresent(meant -> suspect(name, meant)));
    }

    /** The value of a setting; empty if there is none, or if it can't be read, which is a problem. */
    public Optional<String> value(String name) {
        String variable = name + SettingFile.SUFFIX;
        String path = variables.get(variable);
        if (path == null) {
            return Optional.ofNullable(variables.get(name));
        } else if (variables.containsKey(name)) {
            rejectName(variable, name + " is set, too");
        } else if (!SettingFile.isPath(path)) {
            rejectName(variable, "must be the absolute path of a file"); // what is no path may be a secret
        } else {
            return content(name, path);
        }
        return Optional.empty();
    }

    private Optional<String> content(String name, String path) {
        try {
            String content = SettingFile.read(Path.of(path));
            files.put(name, path);
            secret(name, content);
            return Optional.of(content);
        } catch (SettingFile.UnreadableException e) {
            reject(name + SettingFile.SUFFIX, path, e.getMessage());
            return Optional.empty();
        }
    }

    /** The names of the variables with this prefix, sorted. */
    List<String> namesStartingWith(String prefix) {
        return variables.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** Collects a wrong value; {@code allowed} describes the right ones. */
    void reject(String name, String value, String allowed) {
        String path = files.get(name);
        String shown = path == null ? "=" + LogLine.quoted(value) : " in " + LogLine.quoted(path);
        problems.add(LogLine.escaped(name) + shown + " is not allowed: " + LogLine.escaped(allowed));
    }

    /** Collects a variable that must not be there. Its value is not shown: it might be a secret. */
    public void rejectName(String name, String why) {
        problems.add(LogLine.escaped(name) + " is not allowed: " + LogLine.escaped(why));
    }

    /** Collects an argument that the command line must not have; {@code allowed} says what it may have. */
    public void rejectArgument(String argument, String allowed) {
        problems.add("unexpected argument " + LogLine.quoted(argument) + ": " + allowed);
    }

    /** @throws InvalidSettingsException with a line for every problem, if there is any */
    public void rejectIfAnyIsWrong() throws InvalidSettingsException {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems.toArray(String[]::new));
        }
    }

    /** Notes that a variable is ignored although the user may have meant it as a setting. */
    void suspect(String name, String meant) {
        suspects.putIfAbsent(name, meant);
    }

    /**
     * The variables that are ignored although they look like settings, each with the setting that may be meant. They are no
     * reason to stop, since they may belong to another program.
     */
    public Map<String, String> suspects() {
        return Collections.unmodifiableMap(suspects);
    }

    /** Notes a value that nobody may see. */
    void secret(String name, String value) {
        secrets.put(name, value);
    }

    /** The text, unless it quotes a part of a secret: the Kafka client's errors may. */
    String withoutSecrets(String text) {
        return secrets.keySet().stream()
                .map(name -> withoutSecret(name, text))
                .filter(shown -> !shown.equals(text))
                .findFirst()
                .orElse(text);
    }

    /** The text, unless it quotes a part of this setting's value and nobody may see that. */
    String withoutSecret(String name, String text) {
        String secret = secrets.getOrDefault(name, "");
        boolean quotes = WORD.matcher(text).results().map(MatchResult::group).anyMatch(secret::contains);
        return quotes ? name + " is wrong; the reason quotes its value and is not shown" : text;
    }
}
