/** The demo of a real shop: fourteen daily files, one of them late, and one that is damaged on purpose. */
@NullMarked
package org.lierne.cli.demo.retail;

import org.jspecify.annotations.NullMarked;
