/** What of a mart is computed in Java: fits of models and tests, over what the engine has counted and summed up, and the
 * rows that follow from them. How it is run, kept and published is known elsewhere. */
@NullMarked
package org.lierne.marts.computation;

import org.jspecify.annotations.NullMarked;
