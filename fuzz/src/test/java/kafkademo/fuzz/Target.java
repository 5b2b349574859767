package kafkademo.fuzz;

/**
 * What is fuzzed.
 *
 * @param test the class of the fuzz test
 * @param method its method
 * @param about what reads the input, in words
 * @param seconds how long a short run takes
 * @param thousands how many inputs a long run makes up, in thousands
 * @param longest the longest input to make up, in bytes; the corpus may hold longer ones
 */
record Target(String test, String method, String about, int seconds, int thousands, int longest) {
    /** Returns the folder in which a found input becomes a part of the corpus, relative to the module. */
    String folderOfFound() {
        return "src/test/resources/" + test.replace('.', '/') + "Inputs/" + method;
    }
}
