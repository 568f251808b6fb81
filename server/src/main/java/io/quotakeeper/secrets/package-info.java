/**
 * Seals what is kept on disk, with a master key in a file of the data folder. Tink does the work;
 * it is loaded when something is sealed or opened, and not before.
 */
@NullMarked
package io.quotakeeper.secrets;

import org.jspecify.annotations.NullMarked;
