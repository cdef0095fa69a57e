/** SQL that stands in metadata, taken apart by the engine's own parser: what it reads is known before it runs, and
 * nothing but one SELECT or one scalar expression gets through. */
@NullMarked
package org.lierne.marts.parsing;

import org.jspecify.annotations.NullMarked;
