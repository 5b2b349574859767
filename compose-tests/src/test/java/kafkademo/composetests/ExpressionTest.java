package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionTest {
    @Test
    void selectorsContainOnlyTheSeriesOfAnExpression() {
        Expression expression =
                new Expression("(sum by (topic, fault) (rate(a_total{topic=~\"x|y\"}[1m] offset 5m)) / 2e3 "
                        + "> bool on (job) group_left (z) label_replace(level:b:rate1m, \"c\", \"d\", \"\", \"\")) "
                        + "unless ignoring(e) f and vector(0) or Inf");

        assertThat(expression.selectors()).containsExactly("a_total{topic=~\"x|y\"}", "level:b:rate1m", "f");
    }

    @Test
    void variablesAreReplacedByWhatMatchesAnything() {
        Expression expression = new Expression("rate(a{job=~\"$job\",x=~\"${other:regex}\"}[$__rate_interval])");

        assertThat(expression.withoutVariables().text()).isEqualTo("rate(a{job=~\".+\",x=~\".+\"}[1m])");
    }
}
