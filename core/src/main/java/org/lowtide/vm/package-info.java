/**
 * A virtual machine that runs Ethereum bytecode with the memories of {@link org.lowtide.memory}: the system on which
 * they are shown to work. {@link org.lowtide.vm.Vm} is where to begin.
 *
 * <p>Sources named by its classes: the <a href="https://ethereum.github.io/yellowpaper/paper.pdf">Yellow Paper</a>
 * and the <a href="https://eips.ethereum.org">Ethereum Improvement Proposals</a> (EIP).
 */
package org.lowtide.vm;
