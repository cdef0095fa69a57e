/** The vault and its marts as they were: computed anew from the rows of then, by the metadata of then. */
@NullMarked
package org.lierne.marts.asof;

import org.jspecify.annotations.NullMarked;
