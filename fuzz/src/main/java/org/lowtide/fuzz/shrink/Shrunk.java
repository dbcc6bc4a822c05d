package org.lowtide.fuzz.shrink;

import org.lowtide.fuzz.exec.Finding;
import org.lowtide.fuzz.op.Program;

/**
 * A program reduced as far as it shows the same finding.
 *
 * @param program the reduced program
 * @param finding the finding, as the reduced program shows it
 * @param executions how often a program was run
 * @param complete whether nothing simpler is left to try; false where a limit ended it
 */
public record Shrunk(Program program, Finding finding, long executions, boolean complete) {}
