// `kuulolla graph`: a drawing of a script, by Graphviz, or as text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './support/service.mjs';

test('a script is drawn as SVG, as DOT and as Mermaid', async () => {
  const svg = await run(['graph', 'post-visit']);
  assert.equal(svg.code, 0, svg.err);
  assert.match(svg.out, /<svg[^]*nps \(nps\)[^]*<\/svg>/);
  const dot = await run(['graph', 'post-visit', '--format', 'dot']);
  assert.match(dot.out, /^digraph script \{[^]*subgraph cluster_0 \{\n +label="reply"[^]*\}\n$/);
  const mermaid = await run(['graph', 'post-visit', '--format', 'mermaid', '--language', 'sv']);
  assert.match(mermaid.out, /^flowchart TD\n[^]*n\d+\{"nps #lt;= 6"\}[^]*-->\|"yes"\|/);
});

test('what cannot be drawn is told', async () => {
  assert.equal((await run(['graph', 'nowhere'])).code, 2);
  assert.equal((await run(['graph', 'post-visit', '--format', 'png'])).code, 2);
  assert.equal((await run(['graph', 'post-visit', '--language', 'de'])).code, 2);
  const path = process.env.PATH;
  process.env.PATH = '/nowhere';
  const without = await run(['graph', 'post-visit']);
  process.env.PATH = path;
  assert.equal(without.code, 1);
  assert.match(without.err, /apt install graphviz/);
});
