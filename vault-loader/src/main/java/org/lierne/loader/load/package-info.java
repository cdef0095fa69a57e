/** The run: what is pending is staged, then loaded in one transaction; what happens is told to a listener. */
@NullMarked
package org.lierne.loader.load;

import org.jspecify.annotations.NullMarked;
