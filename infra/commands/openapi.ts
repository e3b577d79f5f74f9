import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from '../../shared/contracts/openapi.ts';
import { VERSION } from '../../shared/platform/version.ts';

/** `npm run openapi`: writes docs/openapi.json, which is committed; a test says when it is stale. */
const file = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));
writeFileSync(file, `${JSON.stringify(openApiDocument(VERSION), null, 2)}\n`);
console.log(`docs/openapi.json is written.`);
