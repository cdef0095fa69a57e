/**
 * JSON as deliveries hold it, in bytes: where its records are, whether they are JSON at all, and which texts in them
 * feed which columns. Nothing recurses with the data's depth, and no value passes through a number.
 */
@NullMarked
package org.lierne.loader.json;

import org.jspecify.annotations.NullMarked;
