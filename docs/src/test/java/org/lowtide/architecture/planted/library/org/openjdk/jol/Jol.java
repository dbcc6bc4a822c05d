package org.lowtide.architecture.planted.library.org.openjdk.jol;

/** Stands for a library. */
public interface Jol {}
