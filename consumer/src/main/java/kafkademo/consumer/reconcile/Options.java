package kafkademo.consumer.reconcile;

import java.util.List;
import kafkademo.common.log.LogLine;

/**
 * What the command line asks for.
 *
 * @param json one JSON document rather than tables
 * @param quiet no progress on standard error
 */
record Options(boolean json, boolean quiet) {
    /** Reads the options; what is wrong is added to {@code problems}. */
    static Options from(String[] arguments, List<String> problems) {
        boolean json = false;
        boolean quiet = false;
        for (String argument : arguments) {
            switch (argument) {
                case "--json" -> json = true;
                case "--quiet" -> quiet = true;
                default ->
                    problems.add("unexpected argument " + LogLine.quoted(argument)
                            + ": there are --json (one JSON document) and --quiet (no progress);"
                            + " settings are environment variables, see README.md");
            }
        }
        return new Options(json, quiet);
    }
}
