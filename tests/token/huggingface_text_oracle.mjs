// node huggingface_text_oracle.mjs PACKAGES TEXTS FOLDER
// Makes tokenizer.json files that work on characters, with vocabularies from the first tokens of a rank file and the
// characters of TEXTS (a JSON list), and encodes and decodes each text with Hugging Face's own library. Writes
// NAME.json, NAME.ids.json and NAME.texts.json to FOLDER.
import fs from 'node:fs';
import {createRequire} from 'node:module';

const [packages, textsFile, folder] = process.argv.slice(2);
const {Tokenizer} = createRequire(packages + '/')('@huggingface/tokenizers');
const texts = JSON.parse(fs.readFileSync(textsFile, 'utf8'));
const parts = fs.readFileSync(`${packages}/node_modules/gpt-tokenizer/data/r50k_base.tiktoken`, 'utf8').split('\n').slice(0, 8000)
  .map((line) => Buffer.from(line.split(' ')[0], 'base64').toString('utf8')).filter((part) => !part.includes('\uFFFD') && part.trim());

// Every seventeenth character is left out, so that some words are unknown.
const known = new Set();
for (const text of texts) for (const form of [text, text.toLowerCase(), text.normalize('NFD'), text.normalize('NFKC'), text.toLowerCase().normalize('NFKD')]) for (const c of form) known.add(c);
const characters = [...known].sort().filter((c, i) => c.trim() && i % 17 !== 5);

const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const pieces = [...specials];
for (const part of parts) pieces.push(part.startsWith(' ') ? part.slice(1) : '##' + part, part.toLowerCase().trim());
for (const c of characters) pieces.push(c, '##' + c);
const vocab = Object.fromEntries([...new Set(pieces)].map((piece, id) => [piece, id]));
const added = specials.map((content) => ({id: vocab[content], content, single_word: false, lstrip: content === '[MASK]', rstrip: false, normalized: false, special: true}));
const wordpiece = (more) => ({type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab, ...more});
const bert = (more) => ({type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true, ...more});
const sequence = (...normalizers) => ({type: 'Sequence', normalizers});
const around = {type: 'BertProcessing', sep: ['[SEP]', vocab['[SEP]']], cls: ['[CLS]', vocab['[CLS]']]};
const words = {pre_tokenizer: {type: 'BertPreTokenizer'}, decoder: {type: 'WordPiece', prefix: '##', cleanup: true}, post_processor: around, model: wordpiece({})};

const shapes = {
  uncased: {...words, normalizer: bert({})},
  cased: {...words, normalizer: bert({lowercase: false})},
  accents: {...words, normalizer: bert({strip_accents: false, handle_chinese_chars: false})},
  uncleaned: {...words, normalizer: bert({clean_text: false}), model: wordpiece({max_input_chars_per_word: 6})},
  forms: {...words, normalizer: sequence({type: 'NFKC'}, {type: 'NFD'}, {type: 'Lowercase'}, {type: 'StripAccents'}), decoder: {type: 'WordPiece', prefix: '##', cleanup: false}},
  spaces: {...words, normalizer: sequence({type: 'NFKD'}, {type: 'NFC'}), pre_tokenizer: {type: 'WhitespaceSplit'}},
};

// Unigram and BPE of characters: the parts with visible spaces. No two scores are alike, because the library in
// JavaScript chooses otherwise between equal sums.
const bytes = Array.from({length: 256}, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
const shown = [...new Set([...parts.map((part) => part.replaceAll(' ', '\u2581')), ...characters, '\u2581'])].filter((part) => !/[\n\r\t]/.test(part));
const scored = (pieces) => pieces.map((piece, i) => [piece, i < 1 ? 0 : -Math.log(i + 2) - piece.length / 7]);
const unknown = [added[1], {...added[4], id: 1}].map((token, i) => ({...token, content: ['<unk>', '<mask>'][i], id: i}));
const unigram = (pieces, more) => ({added_tokens: unknown, model: {type: 'Unigram', unk_id: 0, vocab: scored(['<unk>', '<mask>', ...pieces]), byte_fallback: false, ...more}});
const metaspace = (more) => ({type: 'Metaspace', replacement: '\u2581', prepend_scheme: 'always', split: true, ...more});
const collapse = {type: 'Replace', pattern: {Regex: ' {2,}'}, content: ' '};
const text = (what, content) => ({type: 'Replace', pattern: {String: what}, content});
const xlmr = {normalizer: sequence({type: 'NFKC'}, collapse), pre_tokenizer: metaspace({}), decoder: metaspace({}), post_processor: null};

const ascii = shown.filter((part) => /^[\u2581!-~]+$/.test(part));
const llamaVocab = Object.fromEntries(['<unk>', '<mask>', ...bytes, ...new Set([...ascii, ...characters])].map((piece, id) => [piece, id]));
function lastPair(token) {
  const rest = [...token];
  while (rest.length > 2) {
    let best = Infinity, place = -1;
    for (let i = 0; i + 1 < rest.length; ++i) {
      const rank = llamaVocab[rest[i] + rest[i + 1]] ?? Infinity;
      if (rank < best) [best, place] = [rank, i];
    }
    if (place < 0) return null;
    rest.splice(place, 2, rest[place] + rest[place + 1]);
  }
  return rest.length === 2 && rest.every((part) => part in llamaVocab) ? rest : null;
}
const merges = ascii.map(lastPair).filter((pair) => pair);
const pairs = (more) => ({added_tokens: unknown, post_processor: null, model: {type: 'BPE', dropout: null, unk_token: '<unk>', continuing_subword_prefix: null, end_of_word_suffix: null,
  fuse_unk: true, byte_fallback: true, ignore_merges: false, vocab: llamaVocab, merges, ...more}});
const llama = {type: 'Sequence', decoders: [text('\u2581', ' '), {type: 'ByteFallback'}, {type: 'Fuse'}, {type: 'Strip', content: ' ', start: 1, stop: 0}]};
Object.assign(shapes, {
  xlmr: {...xlmr, ...unigram(shown)},
  albert: {...xlmr, ...unigram(shown), normalizer: sequence(text('``', '"'), {type: 'NFKD'}, {type: 'StripAccents'}, {type: 'Lowercase'}, collapse)},
  t5: {...xlmr, ...unigram(shown), pre_tokenizer: {type: 'Sequence', pretokenizers: [{type: 'WhitespaceSplit'}, metaspace({})]}},
  never: {...xlmr, ...unigram(shown), normalizer: {type: 'Strip', strip_left: true, strip_right: true}, pre_tokenizer: metaspace({prepend_scheme: 'never'}), decoder: metaspace({prepend_scheme: 'never'})},
  llama: {...pairs({}), normalizer: sequence({type: 'Prepend', prepend: '\u2581'}, text(' ', '\u2581')), pre_tokenizer: null, decoder: llama},
  first: {...pairs({}), normalizer: null, pre_tokenizer: metaspace({prepend_scheme: 'first', split: false}), decoder: llama},
  gemma: {...pairs({byte_fallback: false}), normalizer: text(' ', '\u2581'), pre_tokenizer: {type: 'Split', pattern: {String: ' '}, behavior: 'MergedWithPrevious', invert: false},
    decoder: {type: 'Sequence', decoders: [text('\u2581', ' '), {type: 'ByteFallback'}, {type: 'Fuse'}]}},
});

for (const [name, shape] of Object.entries(shapes)) {
  const file = {version: '1.0', truncation: null, padding: null, added_tokens: added, ...shape};
  fs.writeFileSync(`${folder}/${name}.json`, JSON.stringify(file));
  const tokenizer = new Tokenizer(file, {});
  const ids = texts.map((text) => tokenizer.encode(text).ids);
  fs.writeFileSync(`${folder}/${name}.ids.json`, JSON.stringify(ids));
  fs.writeFileSync(`${folder}/${name}.texts.json`, JSON.stringify(ids.map((each) => tokenizer.decode(each, {skip_special_tokens: false, clean_up_tokenization_spaces: false}))));
}
