/** The worked example as a whole: a simulated shop, loaded in many ways, held against its truth. */
@NullMarked
package org.lierne.cli.shop;

import org.jspecify.annotations.NullMarked;
