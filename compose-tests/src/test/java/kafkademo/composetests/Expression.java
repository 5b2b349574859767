package kafkademo.composetests;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PromQL expression. */
record Expression(String text) {
    private static final Pattern LABELS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern SELECTOR = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|[0-9][0-9a-zA-Z.]*"
            + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?<matchers>\\{[^}]*})?(?<call>\\s*\\()?");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "inf", "nan", "by", "without");

    /** Returns the expression with the dashboard's variables replaced: by any value, and for a duration by a minute. */
    Expression withoutVariables() {
        return new Expression(text.replaceAll("\\$\\{?__(rate_interval|interval|range)}?", "1m")
                .replaceAll("\\$\\{?[a-z_]+(:[a-z]+)?}?", ".+"));
    }

    /** Returns the series that the expression uses, as selectors without a duration. */
    Set<String> selectors() {
        Set<String> selectors = new LinkedHashSet<>();
        Matcher matcher = SELECTOR.matcher(LABELS.matcher(text).replaceAll(" "));
        while (matcher.find()) {
            String name = matcher.group("name");
            if (name != null
                    && matcher.group("call") == null
                    && !WORDS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                String matchers = matcher.group("matchers");
                selectors.add(name + (matchers == null ? "" : matchers));
            }
        }
        return selectors;
    }
}
