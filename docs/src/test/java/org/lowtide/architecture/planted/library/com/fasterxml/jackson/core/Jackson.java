package org.lowtide.architecture.planted.library.com.fasterxml.jackson.core;

/** Stands for a library. */
public interface Jackson {}
