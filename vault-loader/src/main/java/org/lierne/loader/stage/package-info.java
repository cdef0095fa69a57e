/** From pending deliveries to typed, hashed and checked rows in stage tables; what is refused is kept as rejects. */
@NullMarked
package org.lierne.loader.stage;

import org.jspecify.annotations.NullMarked;
