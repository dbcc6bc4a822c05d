package org.lowtide.fuzz.cli;

import java.util.concurrent.Callable;

/**
 * A verb of the command line that another artifact adds: a class with picocli's {@code @Command}, declared in {@code
 * META-INF/services}. It takes the place of one of the same name.
 */
public interface Verb extends Callable<Integer> {}
