/**
 * Which text of a key or a row is hashed, and by which function, in Java. {@link org.lierne.core.sql.Hashes} states the
 * same recipe in SQL; golden vectors and random values hold the two together.
 */
@NullMarked
package org.lierne.core.hashing;

import org.jspecify.annotations.NullMarked;
