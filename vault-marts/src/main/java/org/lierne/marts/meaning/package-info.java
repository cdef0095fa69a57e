/** What a mart's rows and columns mean, what pictures show them, and what the data could not tell: written once, for every reader. */
@NullMarked
package org.lierne.marts.meaning;

import org.jspecify.annotations.NullMarked;
