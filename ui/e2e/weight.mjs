// The size of every file of a folder: as it is, with gzip and with brotli, which browsers get. `node weight.mjs FOLDER`
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } };

const root = process.argv[2];
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  const packed = `${gzipSync(bytes, { level: 9 }).length} ${brotliCompressSync(bytes, QUALITY).length}`;
  console.log(`${bytes.length} ${packed} ${relative(root, path)}`);
}
