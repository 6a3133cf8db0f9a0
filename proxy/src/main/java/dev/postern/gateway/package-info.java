/// The public listener's routes and the stages of a request, in order.
@NullMarked
package dev.postern.gateway;

import org.jspecify.annotations.NullMarked;
