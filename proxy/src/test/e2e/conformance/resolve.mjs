// Gives the published checks our `fs` in place of Node's own.

export const resolve = (specifier, context, next) =>
  specifier === 'fs' && context.parentURL?.includes('/@modelcontextprotocol/conformance/')
    ? { url: new URL('fs.mjs', import.meta.url).href, shortCircuit: true }
    : next(specifier, context);
