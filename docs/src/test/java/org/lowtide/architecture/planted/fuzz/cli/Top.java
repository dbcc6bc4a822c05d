package org.lowtide.architecture.planted.fuzz.cli;

/** The command line, which others must not know. */
public interface Top {}
