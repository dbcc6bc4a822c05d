package org.lowtide.fuzz.campaign;

import java.util.List;
import org.lowtide.fuzz.repro.FindingRecord;

/**
 * What came of a fuzzing run.
 *
 * @param executions programs run, the corpus included, shrinking not
 * @param operations operations run
 * @param randomExecutions how many of the executions were in the first phase
 * @param findings what was found, shrunk, in the order it was met
 * @param corpusAdded how many programs the corpus was extended by
 * @param notes what the user should know: a phase that was left out, a file of the corpus that could not be read
 */
public record CampaignResult(
    long executions,
    long operations,
    long randomExecutions,
    List<FindingRecord> findings,
    int corpusAdded,
    List<String> notes) {}
