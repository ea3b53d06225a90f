// Writes src/api/schema.d.ts from the API's committed OpenAPI document, or with --check says whether the written one
// is still what that document gives. SPOOL_OPENAPI names another document.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL(process.env.SPOOL_OPENAPI ?? '../../api/openapi.json', import.meta.url);
const target = new URL('../src/api/schema.d.ts', import.meta.url);
const banner = '// Generated from api/openapi.json by `npm run gen`. Do not edit.\n\n';

const fresh = banner + astToString(await openapiTS(source, { alphabetize: true }));
if (process.argv.includes('--check')) {
  const written = await readFile(target, 'utf8').catch(() => '');
  if (written !== fresh) {
    console.error('src/api/schema.d.ts is stale: run `npm run gen` in web/');
    process.exit(1);
  }
} else await writeFile(target, fresh);
