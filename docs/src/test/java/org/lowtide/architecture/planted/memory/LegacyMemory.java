package org.lowtide.architecture.planted.memory;

/** Stands for the old memory. */
public interface LegacyMemory {}
