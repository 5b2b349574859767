package kafkademo.fuzz;

/**
 * What is fuzzed.
 *
 * @param test the class of the fuzz test
 * @param method its method
 * @param about what reads the input, in words
 * @param share of a hundred: how much of a run's inputs it gets
 * @param longest the longest input to make up, in bytes; the corpus may hold longer ones
 */
record Target(String test, String method, String about, int share, int longest) {
    /** The file in which a found input becomes a part of the corpus, relative to the module. */
    String folderOfFound() {
        return "src/test/resources/" + test.replace('.', '/') + "Inputs/" + method;
    }
}
