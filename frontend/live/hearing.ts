// What the server says to a session, message by message.
import type { ChangeSet } from "./changes.ts";
import { Core, type Written } from "./core.ts";
import { difference } from "./field.ts";
import type { Peer } from "./peers.ts";
import type { Session } from "./session.ts";
import { word } from "../editor/words.ts";

export type Message = Record<string, unknown>;

export class Hearing {
  constructor(private readonly session: Session) {}

  /** What a message changes. Throws when it cannot be of this text. */
  take(message: Message): void {
    if ("init" in message) this.begin(message);
    else if ("resume" in message) this.resume(message);
    else if ("stale" in message) void this.session.rescue();
    else if ("reset" in message) void this.session.deposit(String(message.reset));
    if ("u" in message && !this.update(message)) return;
    for (const [id, a, h] of (message.c as [string, number | null, number][] | undefined) ?? []) {
      this.session.peers.at(id, a === null ? null : { anchor: this.session.core.inwards(a), head: this.session.core.inwards(h) });
    }
    if ("join" in message) this.session.peers.join(message.join as Peer);
    if ("leave" in message) this.session.peers.leave(message.leave as string);
    this.takeNews(message);
  }

  private takeNews(message: Message): void {
    if ("saved" in message && typeof message.saved === "object") {
      const { revision, v, by } = message.saved as { revision: number; v: number; by: string };
      this.session.saved = v;
      this.session.panel.say(word("live:saved_by", { name: by, number: String(revision) }));
    }
    if (!("init" in message || "resume" in message)) {
      if ("base" in message) this.session.base = Number(message.base);
      if ("readonly" in message) this.session.allow(message.readonly as string | null);
    }
    if ("behind" in message) this.session.panel.warn(word("live:behind", { number: String(message.behind) }));
    if ("err" in message) {
      this.session.panel.warn(String(message.text ?? ""));
      if (message.err === "full" || message.err === "readonly") this.session.core.takeBack();
    }
    this.session.tell();
  }

  private begin(message: Message): void {
    const text = String(message.init);
    const version = Number(message.v);
    if (this.session.started || this.session.core.settled) {
      // What was typed while the text was asked for again is not in what was deposited then.
      if (this.session.started && !this.session.keeping.has(this.session.field.text())) {
        void this.session.deposit(word("live:rescued"));
      }
      this.session.core = new Core(this.session.core.client, version, text, this.session.core.lastCid);
      this.session.field.reset(text);
    } else {
      // Typed before the server answered: what others have not published comes in around it.
      const changes = this.session.core.remote(["", -1, difference(this.session.core.confirmed, text).toJSON()]);
      if (changes && !changes.empty) this.session.field.receive(changes);
      this.session.core.version = version;
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
    this.session.started = true;
    this.session.connected = true;
    this.session.epoch = Number(message.epoch);
    this.session.base = Number(message.base);
    this.session.saved = Number(message.saved);
    this.session.summed = { version: this.session.core.version, at: Date.now() };
    this.session.panel.warn("");
    this.session.allow((message.readonly as string | null | undefined) ?? null);
    this.session.peers.replace((message.peers as Peer[] | undefined) ?? [], id);
    const again = this.session.core.again();
    if (again) this.session.line.send(again);
    this.session.push();
    this.session.tellCaret();
    this.session.settle();
  }

  /** False when something is missing: the line is opened again from what is known. */
  private update(message: Message): boolean {
    if ("resume" in message) return true;
    const first = Number(message.v);
    if (first > this.session.core.version + 1) {
      this.session.waiting = [];
      this.session.connected = false;
      this.session.line.again();
      return false;
    }
    this.follow(first, message.u as Written[]);
    this.session.push();
    this.session.settle();
    this.session.sum();
    return true;
  }

  private follow(first: number, updates: readonly Written[]): void {
    for (const [index, update] of updates.entries()) {
      if (first + index <= this.session.core.version) continue;
      const changes = this.session.core.remote(update);
      if (!changes) continue;
      this.session.peers.moved(changes);
      this.session.field.receive(changes);
      const end = endOf(changes);
      if (end !== null) this.session.peers.at(update[2] as string, { anchor: end, head: end });
    }
  }
}

function endOf(changes: ChangeSet): number | null {
  return changes.places().at(-1)?.end ?? null;
}
