package org.lowtide.architecture.planted.library.org.junit;

/** Stands for a library. */
public interface Junit {}
