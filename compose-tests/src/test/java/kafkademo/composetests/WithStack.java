package kafkademo.composetests;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Passes the running stack to a test class as a parameter. Before each test, the stack runs as the file in the
 * repository says. All test classes share one stack, because it takes half a minute to start. It goes down after the
 * last class, or when a class needs another composition. Without Docker the tests are skipped, or fail if {@code
 * CI=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WithStack.Extension.class)
@interface WithStack {
    /** The Compose files that form the stack. */
    Composition value() default Composition.PLAIN;

    /** The JUnit extension behind the annotation. */
    final class Extension
            implements ExecutionCondition,
                    BeforeAllCallback,
                    BeforeEachCallback,
                    AfterTestExecutionCallback,
                    ParameterResolver {
        static {
            // A busy machine is slow, not broken.
            Awaitility.setDefaultTimeout(Duration.ofMinutes(5));
            Awaitility.setDefaultPollInterval(Duration.ofMillis(500));
            Awaitility.ignoreExceptionsByDefault();
        }

        private static final Namespace NAMESPACE = Namespace.create(WithStack.class);

        private static String whyNotUsable(ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent("whyNotUsable", key -> Engine.whyNotUsable(), String.class);
        }

        /** Returns the shared stack. JUnit closes it after all test classes. */
        private static ComposeStack stack(ExtensionContext context) {
            Composition wanted = context.getRequiredTestClass()
                    .getAnnotation(WithStack.class)
                    .value();
            Store store = context.getRoot().getStore(NAMESPACE);
            ComposeStack present = store.get("stack", ComposeStack.class);
            if (present != null && present.composition() != wanted) {
                present.close();
                store.remove("stack");
            }
            return store.computeIfAbsent("stack", key -> new ComposeStack(wanted), ComposeStack.class);
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            String reason = whyNotUsable(context);
            if (reason.isEmpty() || "true".equals(System.getenv("CI"))) {
                return enabled("Docker is there, or has to be");
            }
            System.out.println("SKIPPED " + context.getDisplayName() + ": " + reason);
            return disabled(reason);
        }

        @Override
        public void beforeAll(ExtensionContext context) {
            if (!whyNotUsable(context).isEmpty()) {
                throw new AssertionError("CI=true does not allow skipping these tests, but " + whyNotUsable(context));
            }
            stack(context).startOnce();
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            stack(context).restore();
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            if (context.getExecutionException().isPresent()) {
                ComposeStack.touched();
                stack(context).printState();
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ComposeStack.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return stack(context);
        }
    }
}
