package kafkademo.common.control;

import java.io.File;

/** What the user asks for. */
final class CommandLine {
    static final String HELP = """
            Usage: control [NAME=VALUE]... [--for TIME] [--socket PATH]

            Shows the settings of the running service that can be changed, or changes some of them at once.

              control                               what they are now, were at start, and may be
              control MESSAGES_PER_SECOND=100       change one, until the service is started anew
              control MESSAGES_PER_SECOND=100 ERROR_RATE=0.5 --for 60s
                                                    change two, and after 60 seconds back

            Of several changes all are made or, if one is refused, none. A temporary change takes the place of an earlier one
            of the same setting; afterwards holds what held before the first of them. A lasting change cancels the way back.

              --for TIME      a whole number with its unit, ms, s, m or h, from 1ms to 24h
              --socket PATH   the service's socket; else control.sock in the folder for temporary files
              --help          this

            Exit code: 0 done, 1 the service is not there or can't do it, 2 the command is wrong and nothing was changed.
            """;

    private static final long MAX_TIME_MILLIS = 24 * 60 * 60 * 1_000L;

    private final StringBuilder request = new StringBuilder();
    private String socket;
    private String time;
    private boolean help;

    private CommandLine() {}

    static CommandLine parse(String[] arguments) throws UsageException {
        CommandLine command = new CommandLine();
        for (int at = 0; at < arguments.length; at++) {
            String argument = arguments[at];
            if (argument.indexOf('\n') >= 0 || argument.indexOf('\r') >= 0) {
                throw new UsageException("an argument is one line");
            } else if (argument.equals("--for") || argument.equals("--socket")) {
                at++;
                if (at == arguments.length) {
                    throw new UsageException(argument.concat(" needs a value"));
                }
                command.option(argument, arguments[at]);
            } else if (argument.startsWith("--for=") || argument.startsWith("--socket=")) {
                int equals = argument.indexOf('=');
                command.option(argument.substring(0, equals), argument.substring(equals + 1));
            } else {
                command.argument(argument);
            }
        }
        command.complete();
        return command;
    }

    private void argument(String argument) throws UsageException {
        if (argument.equals("--help") || argument.equals("-h")) {
            help = true;
        } else if (argument.startsWith("-") || argument.indexOf('=') < 1) {
            throw new UsageException(quoted(argument)
                    .concat(" is neither an option nor a setting with its value, such as ERROR_RATE=0.5"));
        } else {
            request.append(Protocol.SET).append(argument).append('\n');
        }
    }

    private void option(String name, String value) throws UsageException {
        if (name.equals("--for")) {
            if (time != null) {
                throw new UsageException("--for is there twice");
            }
            time = value;
        } else {
            if (value.isEmpty()) {
                throw new UsageException("--socket needs a path");
            }
            socket = value;
        }
    }

    private void complete() throws UsageException {
        if (time != null) {
            if (request.length() == 0) {
                throw new UsageException("--for needs a setting to change");
            }
            request.append(Protocol.FOR).append(millis(time)).append('\n');
        }
        request.append(Protocol.END).append('\n');
    }

    private static long millis(String time) throws UsageException {
        int digits = 0;
        while (digits < time.length() && time.charAt(digits) >= '0' && time.charAt(digits) <= '9') {
            digits++;
        }
        long unit = switch (time.substring(digits)) {
            case "ms" -> 1L;
            case "s" -> 1_000L;
            case "m" -> 60_000L;
            case "h" -> 3_600_000L;
            default -> 0L;
        };
        // Eight digits of milliseconds reach 24 hours, and times an hour they are still a long.
        long millis = unit > 0 && digits > 0 && digits <= 8 ? Long.parseLong(time.substring(0, digits)) * unit : 0;
        if (millis < 1 || millis > MAX_TIME_MILLIS) {
            throw new UsageException("--for "
                    .concat(quoted(time))
                    .concat(" is not allowed: a whole number with its unit, ms, s, m or h, from 1ms to 24h"));
        }
        return millis;
    }

    private static String quoted(String argument) {
        return "\"".concat(argument).concat("\"");
    }

    boolean help() {
        return help;
    }

    /** The lines for the service. */
    String request() {
        return request.toString();
    }

    String socket() {
        return socket != null
                ? socket
                : System.getProperty("java.io.tmpdir").concat(File.separator).concat(ControlMain.SOCKET_NAME);
    }
}
