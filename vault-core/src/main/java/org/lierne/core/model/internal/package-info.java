/** What the records of the model share, and nobody else needs. */
@NullMarked
package org.lierne.core.model.internal;

import org.jspecify.annotations.NullMarked;
