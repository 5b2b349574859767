package kafkademo.common.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import kafkademo.common.log.Causes;

/** A file that holds the value of a setting, as Docker and Kubernetes give secrets to a container. */
final class SettingFile {
    /** {@code NAME_FILE} is the path of the file that holds the value of {@code NAME}. */
    static final String SUFFIX = "_FILE";

    /** The certificates of all public authorities take a quarter of it. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** There is no value in the file. The message says why, in a few words. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private UnreadableException(String message) {
            super(message);
        }
    }

    private SettingFile() {}

    /** Returns {@code NAME} for {@code NAME_FILE}, and any other name as it is. */
    static String settingOf(String variable) {
        return variable.endsWith(SUFFIX) ? variable.substring(0, variable.length() - SUFFIX.length()) : variable;
    }

    /** Whether a text is a path, rather than a secret that was given in the place of one. */
    static boolean isPath(String text) {
        try {
            return Path.of(text).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Returns the content of a file without the line break at its end, if there is one. */
    static String read(Path file) throws UnreadableException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new UnreadableException("not a file"); // reading a pipe could take for ever
            } else if (attributes.size() > MAX_BYTES) {
                throw new UnreadableException("larger than 1 MiB");
            }
            return Files.readString(file).replaceFirst("\\r?\\n\\z", "");
        } catch (CharacterCodingException e) {
            throw new UnreadableException("not in UTF-8");
        } catch (IOException e) {
            throw new UnreadableException(Causes.inWords(e));
        }
    }
}
