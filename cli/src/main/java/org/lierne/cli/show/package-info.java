/** A mart for people: rows, small charts, what its columns mean, and what the data could not tell. */
@NullMarked
package org.lierne.cli.show;

import org.jspecify.annotations.NullMarked;
