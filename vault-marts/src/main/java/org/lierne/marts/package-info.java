/** What the business reads: information marts over the vault, and their publishing as a file that readers open. */
@NullMarked
package org.lierne.marts;

import org.jspecify.annotations.NullMarked;
