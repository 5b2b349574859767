package kafkademo.common.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kafkademo.common.log.LogLine;

/**
 * The environment variables of a process. They are read strictly: a variable that is present must be right; only an absent one
 * gets its default. Problems are collected, so that {@link #rejectIfAnyIsWrong()} reports all of them at once.
 */
public final class Environment {
    /** Shorter words say too little of a secret to be one. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{4,}");

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> suspects = new TreeMap<>();
    private final Map<String, String> secrets = new TreeMap<>();

    public Environment(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
        variables.keySet().forEach(name -> SettingNames.meantBy(name).ifPresent(meant -> suspect(name, meant)));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** The variables with this prefix, by their whole names, sorted. */
    Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>(variables);
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    /** Collects a wrong value; {@code allowed} describes the right ones. */
    void reject(String name, String value, String allowed) {
        problems.add(
                LogLine.escaped(name) + "=" + LogLine.quoted(value) + " is not allowed: " + LogLine.escaped(allowed));
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
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            if (WORD.matcher(text).results().map(MatchResult::group).anyMatch(secret.getValue()::contains)) {
                return secret.getKey() + " is wrong; the reason quotes its value and is not shown";
            }
        }
        return text;
    }
}
