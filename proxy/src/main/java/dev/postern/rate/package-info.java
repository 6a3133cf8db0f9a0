/// How many requests a subject, a client, a tool or an address may make in a time.
@NullMarked
package dev.postern.rate;

import org.jspecify.annotations.NullMarked;
