// node measure.mjs fake|call|stream|calls|streams|cold URL [COUNT]
// node measure.mjs split FILE
// node measure.mjs tokens ENCODING FILE IDS
// Prints lines `name value`.
import fs from 'node:fs';

const [mode, target, count] = [process.argv[2], process.argv[3], Number(process.argv[4] ?? 1)];
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const report = (name, value) => console.log(`${name} ${value}`);
const seconds = async (work) => {
  const begin = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - begin) / 1e9;
};

async function perCall(call, calls) {
  if (!/Hello/.test(await call())) throw Error('a wrong answer');
  const rounds = [];
  for (let round = 0; round < 6; ++round) {
    rounds.push(await seconds(async () => { for (let i = 0; i < calls; ++i) await call(); }) / calls);
  }
  report('us', median(rounds.slice(1)) * 1e6);
}

async function tokensPerSecond(stream, streams, repeats) {
  const rates = [];
  for (let round = 0; round < 4; ++round) {
    let tokens = 0;
    const time = await seconds(async () => {
      for (let i = 0; i < repeats; ++i) {
        for (const n of await Promise.all(Array.from({length: streams}, stream))) tokens += n;
      }
    });
    rates.push(tokens / time);
  }
  report('tokens_s', median(rates.slice(1)));
}

async function callsAtOnce(call) {
  await call();
  const times = [];
  for (let round = 0; round < 3; ++round) {
    times.push(await seconds(() => Promise.all(Array.from({length: count}, call))));
  }
  report('ms', Math.min(...times) * 1e3);
}

async function split(file) {
  const {RecursiveCharacterTextSplitter} = await import('@langchain/textsplitters');
  const text = fs.readFileSync(file, 'utf8');
  const splitter = new RecursiveCharacterTextSplitter({chunkSize: 1000, chunkOverlap: 200});
  const times = [];
  for (let round = 0; round < 3; ++round) times.push(await seconds(() => splitter.splitText(text)));
  report('mb_s', Buffer.byteLength(text) / 1e6 / median(times));
}

/// Encodes the file with both peers and counts where their ids are not those of the file IDS.
async function tokens(encoding, file, idsFile) {
  const {get_encoding} = await import('tiktoken');
  const gpt = await import(`gpt-tokenizer/encoding/${encoding}`);
  const text = fs.readFileSync(file, 'utf8');
  const bytes = fs.readFileSync(idsFile);
  const ours = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const reference = get_encoding(encoding);
  const encoders = {tiktoken: () => reference.encode_ordinary(text), gpt: () => gpt.encode(text, {disallowedSpecial: new Set()})};
  for (const [name, encode] of Object.entries(encoders)) {
    let ids;
    const time = await seconds(() => { ids = encode(); });
    report(`${name}_mb_s`, Buffer.byteLength(text) / 1e6 / time);
    let differences = Math.abs(ids.length - ours.length);
    for (let i = 0; i < Math.min(ids.length, ours.length); ++i) differences += ids[i] !== ours[i];
    report(`${name}_differences`, differences);
  }
}

if (mode === 'split') {
  await split(target);
} else if (mode === 'tokens') {
  await tokens(target, process.argv[4], process.argv[5]);
} else {
  const peer = await import('./langchain.mjs');
  const chain = mode === 'fake' ? peer.inProcess() : peer.overHttp(target);
  if (mode === 'fake' || mode === 'call') await perCall(chain.call, mode === 'fake' ? 3000 : 1000);
  if (mode === 'stream') await tokensPerSecond(chain.stream, 1, 30);
  if (mode === 'streams') await tokensPerSecond(chain.stream, count, 1);
  if (mode === 'calls') await callsAtOnce(chain.call);
  if (mode === 'cold') await chain.call();
}
report('mb', process.resourceUsage().maxRSS / 1024);
process.exit(0);
