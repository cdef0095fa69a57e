/** The run: what is pending is staged, then loaded in one transaction. */
@NullMarked
package org.lierne.loader.load;

import org.jspecify.annotations.NullMarked;
