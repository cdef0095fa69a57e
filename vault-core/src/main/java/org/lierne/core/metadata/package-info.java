/**
 * The metadata language: YAML to the model of a vault, with a position for everything that was written and a message
 * for everything that is wrong. {@link org.lierne.core.metadata.MetadataReader} is the way in.
 */
@NullMarked
package org.lierne.core.metadata;

import org.jspecify.annotations.NullMarked;
