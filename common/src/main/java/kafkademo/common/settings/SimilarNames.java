package kafkademo.common.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises variables that a user probably meant as a setting. Most environments hold many that belong to other programs, so a
 * short name is never taken for a misspelt one: {@code SPEED} is not {@code SEED}.
 */
final class SimilarNames {
    /** What users of Kafka and of similar tools call these settings. */
    private static final Map<String, List<String>> USUAL_NAMES = Map.of(
            SettingNames.KAFKA_BROKER,
                    List.of(
                            "BOOTSTRAP_SERVER",
                            "BOOTSTRAP_SERVERS",
                            "BROKER",
                            "BROKERS",
                            "BROKER_LIST",
                            "BROKER_URL",
                            "KAFKA_ADDRESS",
                            "KAFKA_BOOTSTRAP",
                            "KAFKA_BOOTSTRAP_SERVER",
                            "KAFKA_BOOTSTRAP_SERVERS",
                            "KAFKA_BROKER_LIST",
                            "KAFKA_BROKER_URL",
                            "KAFKA_HOST",
                            "KAFKA_HOSTS",
                            "KAFKA_SERVER",
                            "KAFKA_SERVERS",
                            "KAFKA_URL",
                            "SPRING_KAFKA_BOOTSTRAP_SERVERS"),
            SettingNames.CONSUMER_GROUP,
                    List.of(
                            "CONSUMER_GROUP_ID",
                            "GROUP_ID",
                            "KAFKA_CONSUMER_GROUP",
                            "KAFKA_CONSUMER_GROUP_ID",
                            "KAFKA_GROUP",
                            "KAFKA_GROUP_ID"),
            SettingNames.MESSAGES_PER_SECOND,
                    List.of("EVENTS_PER_SECOND", "MESSAGE_RATE", "MSGS_PER_SEC", "RATE", "RECORDS_PER_SECOND"),
            SettingNames.ERROR_RATE, List.of("ERROR_PROBABILITY", "FAULT_RATE", "MALFORMED_RATE"),
            SettingNames.PROCESSING_DELAY_MS, List.of("DELAY_MS", "PROCESSING_TIME_MS"),
            SettingNames.PAUSED, List.of("PAUSE"),
            SettingNames.SEED, List.of("RANDOM_SEED"));

    private SimilarNames() {}

    /** The setting that a variable's name comes close to; empty if it is a setting, or close to none. */
    static Optional<String> meantBy(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (SettingNames.ALL.contains(name) || name.startsWith(SettingNames.KAFKA_CLIENT_PREFIX)) {
            return Optional.empty();
        } else if (upper.startsWith(SettingNames.KAFKA_CLIENT_PREFIX)) {
            return Optional.of(upper);
        }
        return SettingNames.ALL.stream()
                .filter(setting -> isSimilar(upper, setting))
                .findFirst();
    }

    private static boolean isSimilar(String upper, String setting) {
        return letters(upper).equals(letters(setting))
                || USUAL_NAMES.getOrDefault(setting, List.of()).stream()
                        .anyMatch(usual -> letters(upper).equals(letters(usual)))
                || distance(upper, setting) <= tolerance(setting.length());
    }

    /** Underscores, hyphens and dots make no difference. */
    private static String letters(String name) {
        return name.replaceAll("[_.-]", "");
    }

    private static int tolerance(int length) {
        return length < 8 ? 0 : length < 12 ? 1 : length < 16 ? 2 : 3;
    }

    /** The least number of letters to insert, delete, replace or swap with the next one (optimal string alignment). */
    private static int distance(String from, String to) {
        int[][] least = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                int replaced = least[i - 1][j - 1] + (same ? 0 : 1);
                least[i][j] = Math.min(replaced, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    least[i][j] = Math.min(least[i][j], 1 + least[i - 2][j - 2]);
                }
            }
        }
        return least[from.length()][to.length()];
    }
}
