// What the checks import of `fs`, also before Node 22, which has no globSync; those of authorization servers never call it.

import * as fs from 'node:fs';

export * from 'node:fs';
export const globSync = (...pattern) => fs['globSync'](...pattern);
