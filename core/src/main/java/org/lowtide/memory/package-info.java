/** The memory of a virtual machine's call frames: the contract, and the implementations that Lowtide ships. */
package org.lowtide.memory;
