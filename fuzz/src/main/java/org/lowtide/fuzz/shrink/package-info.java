/** The shrinker: the smallest program that still shows a finding. */
package org.lowtide.fuzz.shrink;
