/** The jqwik hook that falsifies a try which leaves a block live. Needs jqwik; the rest of Lowtide does not. */
package org.lowtide.leak.jqwik;
