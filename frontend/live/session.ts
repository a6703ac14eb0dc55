// A text that several write, from this browser: what is typed goes to the server, what others type
// comes from it, and whatever happens nothing that was typed is lost.
import { tell, word } from "../editor/words.ts";
import type { ChangeSet } from "./changes.ts";
import { Connection, FORBIDDEN } from "./connection.ts";
import { BEAT, type Copies, type Taken } from "./copies.ts";
import { Core, newClient } from "./core.ts";
import { crc32 } from "./crc.ts";
import type { LiveField } from "./field.ts";
import { Hearing, type Message } from "./hearing.ts";
import { Keeping } from "./keeping.ts";
import type { Panel } from "./panel.ts";
import { Peers } from "./peers.ts";

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
  readonly line: Connection;
  waiting: Message[] = [];
  private readonly hearing = new Hearing(this);
  private frozen = false;
  private readonly: string | null = null;
  summed = { version: 0, at: 0 };
  private timer = 0;
  private idle: (() => void)[] = [];
  private told = "";
  private unreadable = 0;
  readonly keeping: Keeping;

  constructor(
    copies: Copies,
    public field: LiveField,
    readonly panel: Panel,
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

  push(): void {
    const push = this.connected && this.readonly === null ? this.core.push() : null;
    if (push) this.line.send(push);
  }

  tellCaret(): void {
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
        this.hearing.take(this.waiting.shift() as Message);
      } catch {
        void this.startAnew(word("live:diverged"));
      }
    }
  }

  settle(): void {
    this.keeping.soon();
    if (!this.core.settled) return;
    this.unreadable = 0;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  allow(sentence: string | null): void {
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
  async rescue(): Promise<void> {
    if (this.core.settled) return;
    await this.deposit(word("live:rescued"));
  }

  deposit(sentence: string): Promise<void> {
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

  sum(): void {
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
  tell(): void {
    if (!this.started) return;
    const onItsWay = this.connected && !this.core.settled;
    const code = !this.connected ? "kept_here" : this.core.version > this.saved ? "shared" : "all_saved";
    if (onItsWay || code === this.told) return;
    this.told = code;
    tell(word(`live:${code}`));
  }
}
