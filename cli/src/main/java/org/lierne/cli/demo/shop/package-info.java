/** The demo of the simulated shop: its days pass, and its owner and its data engineer each see what they want to know. */
@NullMarked
package org.lierne.cli.demo.shop;

import org.jspecify.annotations.NullMarked;
