/** What a finding leaves behind: listings, reports, reproduce lines, and tests that fail by themselves. */
package org.lowtide.fuzz.repro;
