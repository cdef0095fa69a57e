/**
 * What a vault is: hubs, links, satellites, sources and marts as immutable records, every name resolved and every
 * default filled in. Nothing here knows YAML, SQL or a connection.
 */
@NullMarked
package org.lierne.core.model;

import org.jspecify.annotations.NullMarked;
