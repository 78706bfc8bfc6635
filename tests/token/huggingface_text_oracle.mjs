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
for (const [name, shape] of Object.entries(shapes)) {
  const file = {version: '1.0', truncation: null, padding: null, added_tokens: added, ...shape};
  fs.writeFileSync(`${folder}/${name}.json`, JSON.stringify(file));
  const tokenizer = new Tokenizer(file, {});
  const ids = texts.map((text) => tokenizer.encode(text).ids);
  fs.writeFileSync(`${folder}/${name}.ids.json`, JSON.stringify(ids));
  fs.writeFileSync(`${folder}/${name}.texts.json`, JSON.stringify(ids.map((each) => tokenizer.decode(each, {skip_special_tokens: false, clean_up_tokenization_spaces: false}))));
}
