package org.lowtide.leak.jol;

/**
 * What the objects of one class have of a {@link HeapFootprint}.
 *
 * @param className the class as Java names it, arrays like {@code byte[]}; hidden classes without their address
 * @param objects how many, at least 1
 * @param bytes their own sizes added up, at least 1
 */
public record ClassShare(String className, long objects, long bytes) {}
