/**
 * The database that a vault stands in: opening it, bringing its tables along by migrations, recording which metadata it
 * was loaded with.
 */
@NullMarked
package org.lierne.loader.warehouse;

import org.jspecify.annotations.NullMarked;
