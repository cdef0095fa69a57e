/**
 * SQL, engine by engine: a {@link org.lierne.core.sql.Dialect} says how an engine names types, hashes and reads text.
 * Generators are written once against it and never ask which engine it is. Nothing here needs a connection.
 */
@NullMarked
package org.lierne.core.sql;

import org.jspecify.annotations.NullMarked;
