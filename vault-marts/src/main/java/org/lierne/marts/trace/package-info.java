/** Tells what a mart's row rests on: the rows of the vault, by the keys that it names and the tables that its mart reads. */
@NullMarked
package org.lierne.marts.trace;

import org.jspecify.annotations.NullMarked;
