/** What the business reads: information marts over the vault, and their publishing. */
@NullMarked
package org.lierne.marts;

import org.jspecify.annotations.NullMarked;
