// After `vite build`: .br and .gz beside every text asset worth it, so that the server never compresses at run time.
// index.html is left alone, because the server writes a nonce into it.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = process.argv[2] ?? 'dist';
const worthIt = 1024;
const totals = { raw: 0, br: 0, files: 0 };

for (const name of await readdir(root, { recursive: true })) {
  if (!/\.(js|css|svg|json|txt|webmanifest)$/.test(name)) continue;
  const file = path.join(root, name);
  const bytes = await readFile(file);
  if (bytes.length < worthIt) continue;
  const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  await writeFile(`${file}.br`, br);
  await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  totals.raw += bytes.length;
  totals.br += br.length;
  totals.files += 1;
}
const kb = (n) => `${(n / 1000).toFixed(0)} kB`;
console.log(`${totals.files} files precompressed: ${kb(totals.raw)} → ${kb(totals.br)} (br)`);
