package org.lowtide.architecture.planted.library.org.apache.tuweni;

/** Stands for a library. */
public interface Tuweni {}
