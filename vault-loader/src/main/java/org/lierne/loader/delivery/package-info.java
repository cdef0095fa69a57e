/**
 * A delivery is one file arriving. Here is all that is done with its bytes before and after the SQL engine reads them:
 * finding it, hashing and counting it, archiving it, matching its header, and showing single records of it.
 */
@NullMarked
package org.lierne.loader.delivery;

import org.jspecify.annotations.NullMarked;
