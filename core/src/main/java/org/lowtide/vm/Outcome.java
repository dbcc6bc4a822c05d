package org.lowtide.vm;

import org.jspecify.annotations.Nullable;

/** How the outermost frame ended: what it left of gas, and its output, which whoever has this gives back. */
record Outcome(Frame.Status status, @Nullable HaltReason haltReason, long gasLeft, Data output) {}
