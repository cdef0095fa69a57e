/**
 * The vault as it was: a catalog of views by which everything that reads a vault reads what held at a load date, or what
 * was known at a run.
 */
@NullMarked
package org.lierne.core.asof;

import org.jspecify.annotations.NullMarked;
