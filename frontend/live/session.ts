// A text that several write, from this browser: what is typed goes to the server, what others type
// comes from it, and whatever happens nothing that was typed is lost.
import { say, word } from "../editor/words.ts";
import type { ChangeSet } from "./changes.ts";
import { Connection, FORBIDDEN } from "./connection.ts";
import { BEAT, type Copies, type Taken } from "./copies.ts";
import { Core, newClient, type Written } from "./core.ts";
import { crc32 } from "./crc.ts";
import { difference, type LiveField } from "./field.ts";
import { Keeping } from "./keeping.ts";
import type { Panel } from "./panel.ts";
import { type Peer, Peers } from "./peers.ts";

type Message = Record<string, unknown>;

/** Milliseconds. */
const CARET = 120;
const SUM = 30_000;
/** Versions between two sums. */
const SUM_EVERY = 64;
/** Codes of what the server could not read or take, and how often the same is sent again. */
const REFUSED = [4400, 1009];
const TRIES = 2;
/** Lines that never came, after which one writes alone. */
const ALONE = 4;

export class Session {
  core: Core;
  epoch = 0;
  base = 0;
  /** The newest version that a revision was made of. */
  saved = 0;
  /** Whether the server answered once: until then, the page is a form like any other. */
  started = false;
  /** Whether the server is there, and takes what is typed. */
  connected = false;
  readonly peers: Peers;
  private readonly line: Connection;
  private waiting: Message[] = [];
  private frozen = false;
  private readonly: string | null = null;
  private summed = { version: 0, at: 0 };
  private timer = 0;
  private idle: (() => void)[] = [];
  private told = "";
  private unreadable = 0;
  private readonly keeping: Keeping;

  constructor(
    copies: Copies,
    private field: LiveField,
    private readonly panel: Panel,
    base: number,
    taken: Taken | null,
  ) {
    this.base = base;
    this.core = this.takeUp(taken) ?? new Core(newClient(), 0, field.text());
    this.keeping = new Keeping(copies, panel, this);
    this.keeping.now();
    this.peers = new Peers(panel, {
      text: () => this.field.text(),
      carets: (all) => this.field.carets(all),
      reveal: (at) => this.field.reveal(at),
    });
    this.line = new Connection(copies.address, {
      query: () => this.query(),
      heard: (message) => this.heard(message),
      lost: (failures, code) => this.lost(failures, code),
      refused: (code) => this.refuse(word(code === FORBIDDEN ? "live:forbidden" : "live:refused")),
    });
    this.attach(field);
    addEventListener("beforeunload", (event) => {
      if (this.started && !this.frozen && !this.core.settled) event.preventDefault();
    });
    setInterval(() => this.beat(), BEAT);
  }

  open(): void {
    this.line.open();
  }

  /** Another field shows the text from now on. */
  attach(field: LiveField): void {
    this.field = field;
    field.listen({ local: (changes) => this.typed(changes), caret: () => this.tellCaret(), rest: () => this.drain() });
    field.lock(this.readonly !== null);
    this.peers.draw();
  }

  /** Resolves once the server has all that was typed; rejects when that takes longer than `limit`. */
  async settled(limit: number): Promise<void> {
    if (this.connected && this.core.settled) return;
    await new Promise<void>((resolve, reject) => {
      this.idle.push(resolve);
      setTimeout(() => reject(new Error("not settled")), limit);
    });
  }

  /** While the form goes, nothing is typed; nor, unless the server is `awaited`, taken in. */
  freeze(isFrozen: boolean, awaited = false): void {
    this.frozen = isFrozen && !awaited;
    this.field.lock(isFrozen || this.readonly !== null);
    if (!this.frozen) this.drain();
  }

  /** The form takes what the server does not have: kept here as well, it would be written twice. */
  leaveToForm(): void {
    this.started = false;
    this.keeping.forget();
  }

  /** Something else is written in the field from now on, by this person alone. */
  leave(): void {
    this.keeping.now(true);
    this.started = false;
    this.line.end();
    this.waiting = [];
    this.refuse(word("live:apart"));
  }

  private query(): URLSearchParams {
    const query = new URLSearchParams({ client: this.core.client });
    if (this.epoch) {
      query.set("epoch", String(this.epoch));
      query.set("v", String(this.core.version));
    }
    return query;
  }

  // -- What is typed here

  private typed(changes: ChangeSet): void {
    this.core.local(changes);
    this.peers.moved(changes);
    this.peers.follow(null);
    this.push();
    this.keeping.soon();
    this.tell();
  }

  private push(): void {
    const push = this.connected && this.readonly === null ? this.core.push() : null;
    if (push) this.line.send(push);
  }

  private tellCaret(): void {
    this.timer ||= window.setTimeout(() => {
      this.timer = 0;
      if (!this.connected) return;
      const [a, h] = this.field.caret().map((at) => this.core.outwards(at));
      this.line.send({ c: { v: this.core.version, a, h } });
    }, CARET);
  }

  // -- What the server says

  private heard(message: Message): void {
    this.waiting.push(message);
    this.drain();
  }

  private drain(): void {
    while (this.waiting.length && !this.frozen && !this.field.composing) {
      try {
        this.take(this.waiting.shift() as Message);
      } catch {
        void this.startAnew(word("live:diverged"));
      }
    }
  }

  private take(message: Message): void {
    if ("init" in message) this.begin(message);
    else if ("resume" in message) this.resume(message);
    else if ("stale" in message) void this.rescue();
    else if ("reset" in message) void this.deposit(String(message.reset));
    if ("u" in message && !this.update(message)) return;
    for (const [id, a, h] of (message.c as [string, number | null, number][] | undefined) ?? []) {
      this.peers.at(id, a === null ? null : { anchor: this.core.inwards(a), head: this.core.inwards(h) });
    }
    if ("join" in message) this.peers.join(message.join as Peer);
    if ("leave" in message) this.peers.leave(message.leave as string);
    this.takeNews(message);
  }

  private takeNews(message: Message): void {
    if ("saved" in message && typeof message.saved === "object") {
      const { revision, v, by } = message.saved as { revision: number; v: number; by: string };
      this.saved = v;
      this.panel.say(word("live:saved_by", { name: by, number: String(revision) }));
    }
    if (!("init" in message || "resume" in message)) {
      if ("base" in message) this.base = Number(message.base);
      if ("readonly" in message) this.allow(message.readonly as string | null);
    }
    if ("behind" in message) this.panel.warn(word("live:behind", { number: String(message.behind) }));
    if ("err" in message) {
      this.panel.warn(String(message.text ?? ""));
      if (message.err === "full" || message.err === "readonly") this.core.takeBack();
    }
    this.tell();
  }

  private begin(message: Message): void {
    const text = String(message.init);
    const version = Number(message.v);
    if (this.started || this.core.settled) {
      // What was typed while the text was asked for again is not in what was deposited then.
      if (this.started && !this.keeping.has(this.field.text())) {
        void this.deposit(word("live:rescued"));
      }
      this.core = new Core(this.core.client, version, text, this.core.lastCid);
      this.field.reset(text);
    } else {
      // Typed before the server answered: what others have not published comes in around it.
      const changes = this.core.remote(["", -1, difference(this.core.confirmed, text).toJSON()]);
      if (changes && !changes.empty) this.field.receive(changes);
      this.core.version = version;
    }
    this.welcome(message);
  }

  private resume(message: Message): void {
    const first = Number(message.v);
    if (((message.u as Written[] | undefined) ?? []).length) this.follow(first, message.u as Written[]);
    this.welcome(message);
  }

  private welcome(message: Message): void {
    const { id } = (message.me ?? {}) as Partial<Peer>;
    this.started = true;
    this.connected = true;
    this.epoch = Number(message.epoch);
    this.base = Number(message.base);
    this.saved = Number(message.saved);
    this.summed = { version: this.core.version, at: Date.now() };
    this.panel.warn("");
    this.allow((message.readonly as string | null | undefined) ?? null);
    this.peers.replace((message.peers as Peer[] | undefined) ?? [], id);
    const again = this.core.again();
    if (again) this.line.send(again);
    this.push();
    this.tellCaret();
    this.settle();
  }

  /** False when something is missing: the line is opened again from what is known. */
  private update(message: Message): boolean {
    if ("resume" in message) return true;
    const first = Number(message.v);
    if (first > this.core.version + 1) {
      this.waiting = [];
      this.connected = false;
      this.line.again();
      return false;
    }
    this.follow(first, message.u as Written[]);
    this.push();
    this.settle();
    this.sum();
    return true;
  }

  private follow(first: number, updates: readonly Written[]): void {
    for (const [index, update] of updates.entries()) {
      if (first + index <= this.core.version) continue;
      const changes = this.core.remote(update);
      if (!changes) continue;
      this.peers.moved(changes);
      this.field.receive(changes);
      const end = endOf(changes);
      if (end !== null) this.peers.at(update[2] as string, { anchor: end, head: end });
    }
  }

  private settle(): void {
    this.keeping.soon();
    if (!this.core.settled) return;
    this.unreadable = 0;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private allow(sentence: string | null): void {
    const before = this.readonly;
    this.readonly = sentence;
    this.field.lock(this.frozen || sentence !== null);
    if (sentence !== null) this.panel.warn(sentence);
    else if (before !== null) this.panel.warn("");
    this.push();
  }

  private refuse(sentence: string): void {
    this.connected = false;
    this.peers.clear();
    this.panel.warn(sentence);
  }

  private lost(failures: number, code: number): void {
    if (this.connected && REFUSED.includes(code) && ++this.unreadable === TRIES) {
      void this.deposit(word("live:diverged"));
      this.epoch = 0;
    }
    this.connected = false;
    this.waiting = [];
    this.peers.clear();
    if (this.started) this.panel.warn(word("live:offline"));
    else if (failures === ALONE) this.panel.warn(word("live:alone"));
    this.keeping.soon();
    this.tell();
  }

  // -- What must not be lost

  /** What this page, or another window, kept and could not send. */
  private takeUp(taken: Taken | null): Core | null {
    if (!taken) return null;
    const { kept, isNamed } = taken;
    try {
      const core = Core.of(kept, isNamed ? kept.client : newClient());
      this.field.reset(core.text);
      this.epoch = kept.epoch;
      this.base = kept.base;
      this.started = true;
      this.panel.say(word("live:taken_up"));
      return core;
    } catch {
      return null;
    }
  }

  private beat(): void {
    if (!this.core.settled) this.keeping.now();
    else this.sum();
  }

  /** What is here cannot be joined to what the server has: it keeps a copy, to be read and settled. */
  private async rescue(): Promise<void> {
    if (this.core.settled) return;
    await this.deposit(word("live:rescued"));
  }

  private deposit(sentence: string): Promise<void> {
    return this.keeping.setApart(this.field.text(), sentence);
  }

  private async startAnew(sentence: string): Promise<void> {
    this.waiting = [];
    this.connected = false;
    const kept = this.deposit(sentence || word("live:diverged"));
    this.epoch = 0;
    this.line.again();
    await kept;
  }

  private sum(): void {
    const { core, summed } = this;
    const due = core.version - summed.version >= SUM_EVERY || Date.now() - summed.at > SUM;
    if (!this.connected || !due || core.version === summed.version) return;
    this.summed = { version: core.version, at: Date.now() };
    if (!this.field.composing && this.field.text() !== core.text) {
      void this.startAnew(word("live:diverged"));
      return;
    }
    this.line.send({ sum: { v: core.version, crc: crc32(core.confirmed) } });
  }

  /** One line under the text: where what one types stands. */
  private tell(): void {
    if (!this.started) return;
    const onItsWay = this.connected && !this.core.settled;
    const code = !this.connected ? "kept_here" : this.core.version > this.saved ? "shared" : "all_saved";
    if (onItsWay || code === this.told) return;
    this.told = code;
    say(word(`live:${code}`));
  }
}

function endOf(changes: ChangeSet): number | null {
  return changes.places().at(-1)?.end ?? null;
}
