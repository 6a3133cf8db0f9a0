// Runs the published checks for authorization servers against the one at the URL that is the argument, as a client that
// registers for it and with alice in front of its pages, and prints what they found as JSON.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Person } from '../typescript/person.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const [issuer, resource] = process.argv.slice(2);

const freePort = () =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });

async function registered(redirectUri) {
  const response = await fetch(`${issuer}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Conformance checks',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
    }),
  });
  if (response.status !== 201) throw new Error(`not registered: ${response.status} ${await response.text()}`);
  return (await response.json()).client_id;
}

async function checked(folder) {
  const port = await freePort();
  const redirectUri = `http://127.0.0.1:${port}/callback`;
  const words = [
    ...['--import', join(HERE, 'hooks.mjs')],
    ...[join(HERE, 'node_modules/@modelcontextprotocol/conformance/dist/index.js'), 'authorization'],
    ...['--url', issuer, '--resource', resource, '--client-id', await registered(redirectUri)],
    ...['--port', String(port), '--output-dir', folder],
  ];
  const checks = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((end) => checks.on('close', end));
  for await (const line of createInterface({ input: checks.stdout })) {
    if (line.startsWith(`${issuer}/authorize?`)) {
      const answer = await new Person('alice', 'alice-pw').authorize(line.trim(), redirectUri);
      await fetch(`${redirectUri}?${answer}`);
    }
  }
  return ended;
}

async function found(folder) {
  const results = [];
  for (const run of (await readdir(folder)).sort()) {
    results.push(...JSON.parse(await readFile(join(folder, run, 'checks.json'), 'utf8')));
  }
  return results.map(({ id, status, errorMessage }) => ({ id, status, message: errorMessage ?? '' }));
}

const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
try {
  const exit = await checked(folder);
  console.log(JSON.stringify({ exit, checks: await found(folder) }));
} finally {
  await rm(folder, { recursive: true });
}
