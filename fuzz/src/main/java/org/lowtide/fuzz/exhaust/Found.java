package org.lowtide.fuzz.exhaust;

import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Program;

/**
 * A finding, and the first program that shows it: there is no shorter one over the alphabet.
 *
 * @param finding what was found
 * @param program what shows it
 */
public record Found(Finding finding, Program program) {}
