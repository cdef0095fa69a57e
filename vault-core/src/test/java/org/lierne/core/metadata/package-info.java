@NullMarked
package org.lierne.core.metadata;

import org.jspecify.annotations.NullMarked;
