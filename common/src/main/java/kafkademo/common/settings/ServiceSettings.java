package kafkademo.common.settings;

/** One service's settings. */
public interface ServiceSettings {
    /** Those that both services have. */
    CommonSettings common();
}
