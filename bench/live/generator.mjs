// People who type, for both servers alike: `node generator.mjs PLAN.json` prints what they saw.
import { readFileSync } from "node:fs";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import WebSocket from "ws";
import * as Y from "yjs";

const plan = JSON.parse(readFileSync(process.argv[2], "utf8"));
const sent = new Map();
const delays = [];
let delivered = 0;
let counting = false;

const arrived = (key) => {
  const at = sent.get(key);
  if (at === undefined) return;
  delivered++;
  if (counting) delays.push(performance.now() - at);
};

/** Ours: change sets in JSON, one message in flight. */
class Ours {
  constructor({ address, cookie, client, origin }, types) {
    this.client = client;
    this.types = types;
    this.cid = 0;
    this.free = true;
    this.queue = "";
    const headers = { Cookie: cookie, Origin: origin };
    this.socket = new WebSocket(`${address}?client=${client}`, { headers, perMessageDeflate: false });
    this.ready = new Promise((resolve, reject) => {
      this.socket.on("error", reject);
      this.socket.on("message", (data) => {
        const message = JSON.parse(data);
        if ("init" in message) {
          this.length = message.init.length;
          this.v = message.v;
          resolve();
        } else if (message.u) this.follow(message.u);
      });
      this.socket.on("close", (code) => reject(new Error(`closed: ${code}`)));
    });
  }
  follow(updates) {
    for (const [client, cid, , changes] of updates) {
      this.v++;
      for (const part of changes) if (Array.isArray(part)) this.length += part.slice(1).join("\n").length - part[0];
      if (client === this.client) this.free = true;
      else arrived(`${client} ${cid}`);
    }
    if (this.free && this.queue) this.push();
  }
  type(word) {
    this.queue += word;
    this.socket.send(JSON.stringify({ c: { v: this.v, a: this.length, h: this.length } }));
    if (this.free) this.push();
  }
  push() {
    this.free = false;
    this.cid++;
    sent.set(`${this.client} ${this.cid}`, performance.now());
    const changes = this.length ? [this.length, [0, this.queue]] : [[0, this.queue]];
    this.queue = "";
    this.socket.send(JSON.stringify({ p: this.v, cl: this.client, len: this.length, u: [[this.cid, changes]] }));
  }
}

/** y-websocket: Yjs updates; only those who type hold a document. */
class Theirs {
  constructor({ address }, types) {
    this.socket = new WebSocket(address, { perMessageDeflate: false });
    this.socket.binaryType = "arraybuffer";
    if (types) {
      this.doc = new Y.Doc();
      this.text = this.doc.getText("text");
      this.awareness = new Awareness(this.doc);
      this.doc.on("update", (update, origin) => {
        if (origin === this) return;
        sent.set(this.key(update), performance.now());
        this.send(0, (encoder) => sync.writeUpdate(encoder, update));
      });
    }
    this.ready = new Promise((resolve, reject) => {
      this.socket.on("error", reject);
      this.socket.on("open", resolve);
      this.socket.on("message", (data) => this.hear(new Uint8Array(data)));
    });
  }
  send(kind, write) {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, kind);
    write(encoder);
    this.socket.send(encoding.toUint8Array(encoder));
  }
  key(update) {
    const decoder = decoding.createDecoder(update);
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    return `${decoding.readVarUint(decoder)} ${decoding.readVarUint(decoder)}`;
  }
  hear(data) {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) !== 2) return;
    const update = decoding.readVarUint8Array(decoder);
    const key = this.key(update);
    if (this.doc && key.startsWith(`${this.doc.clientID} `)) return;
    if (this.doc) Y.applyUpdate(this.doc, update, this);
    arrived(key);
  }
  type(word) {
    this.text.insert(this.text.length, word);
    this.awareness.setLocalStateField("cursor", { anchor: this.text.length, head: this.text.length });
    const update = encodeAwarenessUpdate(this.awareness, [this.doc.clientID]);
    this.send(1, (encoder) => encoding.writeVarUint8Array(encoder, update));
  }
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const Window = plan.kind === "ours" ? Ours : Theirs;
const windows = [];
for (const one of plan.windows) {
  windows.push(new Window(one, one.types));
  if (windows.length % 50 === 0) await Promise.all(windows.map((window) => window.ready));
}
await Promise.all(windows.map((window) => window.ready));
process.stdout.write("ready\n");
const typists = windows.filter((_, index) => plan.windows[index].types);
await pause(1_000);
counting = true;
process.stdout.write("begin\n");
const end = performance.now() + plan.seconds * 1_000;
const each = typists.length ? 1_000 / (typists.length * plan.rate) : 1_000;
for (let number = 0, due = performance.now(); performance.now() < end; number++) {
  due += each;
  if (typists.length) typists[number % typists.length].type("k");
  const wait = due - performance.now();
  if (wait > 0) await pause(wait);
}
process.stdout.write("over\n");
await pause(500);
delays.sort((a, b) => a - b);
const at = (part) => delays[Math.floor(delays.length * part)] ?? 0;
process.stdout.write(`${JSON.stringify({ p50: at(0.5), p99: at(0.99), delivered, changes: sent.size })}\n`);
process.exit(0);
