/** Data only: the seeds, traces, regressions, ledgers and the dictionary, under {@code META-INF/lowtide/corpus}. */
module org.lowtide.corpus {}
