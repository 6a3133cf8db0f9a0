// Runs the official conformance suite against the server at the URL that is the argument, in both generations, and prints
// a Markdown table of what passed. The suite sends no token.

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const GENERATIONS = [
  ['2025-11-25', '--spec-version', '2025-11-25', '--suite', 'all'],
  ['2026-07-28', '--requirements', '2026-07-28'],
];

// It ends with 1 where a scenario fails; what counts is that it came to its end.
async function summary(words) {
  const suite = [
    ...['--import', join(HERE, 'node20.mjs')],
    ...[join(HERE, 'node_modules/@modelcontextprotocol/conformance/dist/index.js'), 'server'],
    ...['--url', process.argv[2], ...words],
  ];
  const run = spawn(process.execPath, suite, { stdio: ['ignore', 'pipe', 'inherit'] });
  let all = '';
  for await (const piece of run.stdout) all += piece;
  const [, end] = all.split('=== SUMMARY ===');
  if (!end?.includes('Total: ')) throw new Error(`the suite did not end as it should: ${all}`);
  return [...end.matchAll(/^[✓✗] ([\w-]+): (\d+) passed, (\d+) failed/gmu)];
}

function passed([, , well, ill]) {
  return ill === '0' ? well : `${well} of ${Number(well) + Number(ill)}`;
}

const rows = new Map();
const columns = await Promise.all(GENERATIONS.map(([, ...words]) => summary(words)));
columns.forEach((scenarios, column) => {
  for (const scenario of scenarios) {
    const row = rows.get(scenario[1]) ?? GENERATIONS.map(() => '');
    row[column] = passed(scenario);
    rows.set(scenario[1], row);
  }
});
const table = [['scenario', ...GENERATIONS.map(([name]) => name)], ['---', '---', '---'], ...[...rows].map((row) => row.flat())];
for (const row of table) console.log(`| ${row.join(' | ')} |`.replace(/ {2}/g, ' '));
