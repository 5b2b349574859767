package kafkademo.consumer.reconcile;

import java.util.List;
import java.util.Set;
import kafkademo.common.log.LogLine;

/**
 * The command line.
 *
 * @param help print how to use the command, and do nothing else
 * @param json print one JSON document instead of tables
 * @param quiet print no progress on standard error
 */
record Options(boolean help, boolean json, boolean quiet) {
    static final String HELP = """
            Usage: reconcile [--json] [--quiet]

            Compares the records of the four topics with the offsets that the consumer group has committed, and
            reports whether anything is lost, repeated or wrong. It only reads, and it does not ask the services.

              --json      print one JSON document instead of tables
              --quiet     print no progress on standard error
              -h, --help  print this help

            Settings are the consumer's environment variables, above all KAFKA_BROKER, CONSUMER_GROUP and
            KAFKA_CLIENT_*; see README.md.

            Exit codes:
              0  everything is explained
              1  there is a difference, or the logs could not be read
              2  an option or a setting is wrong""";

    private static final Set<String> KNOWN = Set.of("--json", "--quiet", "--help", "-h");

    /** Reads the options and adds what is wrong to {@code problems}. */
    static Options from(String[] arguments, List<String> problems) {
        List<String> given = List.of(arguments);
        given.stream()
                .filter(argument -> !KNOWN.contains(argument))
                .forEach(argument -> problems.add("unexpected argument " + LogLine.quoted(argument)
                        + ": there are --json (one JSON document), --quiet (no progress) and --help;"
                        + " settings are environment variables, see README.md"));
        return new Options(
                given.contains("--help") || given.contains("-h"), given.contains("--json"), given.contains("--quiet"));
    }
}
