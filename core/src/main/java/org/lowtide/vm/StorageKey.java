package org.lowtide.vm;

import org.apache.tuweni.units.bigints.UInt256;

/** A slot of an account's storage. */
record StorageKey(Address address, UInt256 slot) {}
