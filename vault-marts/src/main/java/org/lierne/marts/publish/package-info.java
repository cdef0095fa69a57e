/** Marts as files: a run's marts are built into a new database file, and a pointer is moved to it. */
@NullMarked
package org.lierne.marts.publish;

import org.jspecify.annotations.NullMarked;
