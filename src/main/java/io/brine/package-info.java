/** Brine: Salt on the JVM. Each sub-package is a room of the house drawn in docs/ARCHITECTURE.md. */
package io.brine;
