package org.lowtide.fuzz.campaign;

import java.util.List;

/**
 * What came of fuzzing the virtual machine.
 *
 * @param executions cases run, the starting corpus included, shrinking not; each on three memories
 * @param randomExecutions how many of them were in the first phase
 * @param instructions how many instructions their code had
 * @param findings what was found, shrunk, in the order it was met
 * @param corpusAdded how many cases the corpus was extended by
 * @param notes what the user should know
 */
public record VmCampaignResult(
    long executions,
    long randomExecutions,
    long instructions,
    List<VmFindingRecord> findings,
    int corpusAdded,
    List<String> notes) {}
