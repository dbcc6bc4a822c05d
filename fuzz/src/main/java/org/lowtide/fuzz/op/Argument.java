package org.lowtide.fuzz.op;

/** Anything that an {@link Operation} carries besides its {@link Aim}; immutable. */
public sealed interface Argument permits Operand, Payload, Small {}
