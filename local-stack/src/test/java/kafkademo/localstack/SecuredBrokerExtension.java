package kafkademo.localstack;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests one shared broker that is secured. */
final class SecuredBrokerExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SecuredBrokerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SecuredBroker.class;
    }

    /** The first test that needs the broker starts it. JUnit closes what is in the root store after the last test. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(SecuredBroker.class, key -> new SecuredBroker(), SecuredBroker.class);
    }
}
