// The size of every file of a folder: as it is and with gzip. `node weight.mjs FOLDER`
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const root = process.argv[2];
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = readFileSync(path);
  console.log(`${bytes.length} ${gzipSync(bytes, { level: 9 }).length} ${relative(root, path)}`);
}
