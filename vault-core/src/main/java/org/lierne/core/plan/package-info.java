/**
 * What is done, as data: a plan is a list of statements, and running, printing and explaining it are readers of it. Here
 * is what staging ({@code stage}), loading ({@code load}) and views ({@code view}) share.
 */
@NullMarked
package org.lierne.core.plan;

import org.jspecify.annotations.NullMarked;
