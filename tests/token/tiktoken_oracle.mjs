// node tiktoken_oracle.mjs PACKAGES TEXT OUT ENCODING…: writes the ids of TEXT as tiktoken gives them to OUT.ENCODING,
// four bytes each in the machine's order.
import fs from 'node:fs';
import {createRequire} from 'node:module';

const [packages, file, out, ...encodings] = process.argv.slice(2);
const {get_encoding} = createRequire(packages + '/')('tiktoken');
const text = fs.readFileSync(file, 'utf8');
for (const name of encodings) {
  const ids = get_encoding(name).encode_ordinary(text);
  fs.writeFileSync(`${out}.${name}`, Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength));
}
