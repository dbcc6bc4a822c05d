package org.lowtide.vm;

import java.util.List;
import org.apache.tuweni.units.bigints.UInt256;

/** What frames can ask of their transaction. */
record TransactionContext(Address origin, UInt256 gasPrice, List<UInt256> blobHashes) {}
