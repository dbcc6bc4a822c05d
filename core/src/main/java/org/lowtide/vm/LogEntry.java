package org.lowtide.vm;

import java.util.List;
import org.apache.tuweni.units.bigints.UInt256;

/** A log while the transaction runs. */
record LogEntry(Address address, List<UInt256> topics, Data data) {}
