// The suite imports a function of Node 22 that judging a server never calls. This lets Node 20 run it.

import fs from 'node:fs';
import { register } from 'node:module';

const stand = 'data:text/javascript,' + encodeURIComponent("export * from 'node:fs'; export const globSync = () => [];");
const resolve =
  "export const resolve = (name, context, next) => name === 'fs' && context.parentURL?.includes('/conformance/dist/')" +
  ` ? { url: ${JSON.stringify(stand)}, shortCircuit: true } : next(name, context);`;
if (!fs.globSync) register('data:text/javascript,' + encodeURIComponent(resolve));
