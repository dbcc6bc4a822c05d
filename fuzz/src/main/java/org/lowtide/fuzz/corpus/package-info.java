/** The corpus that is shipped with the toolkit: seeds, traces, regressions, and the ledger of known deviations. */
package org.lowtide.fuzz.corpus;
