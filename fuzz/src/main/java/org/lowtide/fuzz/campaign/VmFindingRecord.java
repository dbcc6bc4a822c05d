package org.lowtide.fuzz.campaign;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.lowtide.fuzz.exec.FindingKind;

/**
 * A finding of the virtual machine as it is printed, and written as JSON.
 *
 * @param kind what kind of fault
 * @param memory what the machine ran on
 * @param what the part that is wrong
 * @param expected what it should be
 * @param observed what it was
 * @param instructions how many instructions the shrunk case has
 * @param vector the path of the vector's file
 * @param reproduce the command to paste
 */
@JsonPropertyOrder({"kind", "memory", "what", "expected", "observed", "instructions", "vector", "reproduce"})
public record VmFindingRecord(
    FindingKind kind,
    String memory,
    String what,
    String expected,
    String observed,
    int instructions,
    String vector,
    String reproduce) {}
