package kafkademo.common.control;

/**
 * What has become of a setting; values as a user would write them. Old and new may be equal: then only how long the value holds
 * has changed.
 *
 * @param temporary whether the new value holds for a while only
 * @param reverted whether this is the end of a temporary change
 */
record SettingChange(String setting, String oldValue, String newValue, boolean temporary, boolean reverted) {}
