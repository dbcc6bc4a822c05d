package org.lowtide.architecture.planted.library.com.code_intelligence;

/** Stands for a library. */
public interface Jazzer {}
