/** The lockstep executor: runs programs on any number of memories beside the model, and says where one deviates. */
package org.lowtide.fuzz.exec;
