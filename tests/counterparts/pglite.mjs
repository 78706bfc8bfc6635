// PGlite, Postgres in WebAssembly, with pgvector, behind the real protocol: user and database postgres, no password.
//
//     node pglite.mjs PORT
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const installed = createRequire(process.cwd() + "/");  // which need not be the folder of this file
const load = (name) => import(pathToFileURL(installed.resolve(name)));
const { PGlite } = await load("@electric-sql/pglite");
const { vector } = await load("@electric-sql/pglite-pgvector");
const { PGLiteSocketServer } = await load("@electric-sql/pglite-socket");

const db = await PGlite.create({ extensions: { vector } });
await new PGLiteSocketServer({ db, port: Number(process.argv[2]), host: "127.0.0.1", maxConnections: 20 }).start();
