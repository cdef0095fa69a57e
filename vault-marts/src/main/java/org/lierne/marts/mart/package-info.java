/** Marts as queries: what each kind of mart means over a vault, in which order they are built, and what is wrong with
 * them. No vault is needed, only its description. */
@NullMarked
package org.lierne.marts.mart;

import org.jspecify.annotations.NullMarked;
