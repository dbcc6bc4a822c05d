package org.lowtide.architecture.planted.library.net.jqwik;

/** Stands for a library. */
public interface Jqwik {}
