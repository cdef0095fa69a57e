/** Demos: a worked example that is copied, delivered to in batches, and shown. What all demos share stands here. */
@NullMarked
package org.lierne.cli.demo;

import org.jspecify.annotations.NullMarked;
