/** What a run tells while it goes on, and who hears it. */
@NullMarked
package org.lierne.loader.progress;

import org.jspecify.annotations.NullMarked;
