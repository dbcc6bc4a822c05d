package org.lowtide.fuzz.exhaust;

import java.math.BigInteger;

/**
 * What was covered of one length.
 *
 * @param operations the length of the programs, at least 0
 * @param programs all programs of that length over the alphabet, whether run or known to end like another one
 * @param run the programs that were run for them, each to its end or to a state that was reached before
 * @param states the states that were reached first by a program of that length
 * @param complete whether all of the length was covered
 */
public record Level(int operations, BigInteger programs, long run, long states, boolean complete) {}
