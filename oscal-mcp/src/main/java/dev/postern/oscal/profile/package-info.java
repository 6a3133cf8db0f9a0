/// Profiles to the catalogs that they stand for, by OSCAL's profile resolution.
@NullMarked
package dev.postern.oscal.profile;

import org.jspecify.annotations.NullMarked;
