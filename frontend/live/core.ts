// What one browser knows of a text that several write. The server orders the changes; here are its
// last version that arrived (`confirmed`), what was sent and is not yet seen to be accepted
// (`inflight`), and what was typed since (`buffer`).
import { ChangeSet } from "./changes.ts";

export interface Update {
  readonly client: string;
  readonly cid: number;
  readonly changes: ChangeSet;
}

/** `[client, cid, changes]`, and whatever else the server tells of it. */
export type Written = readonly [client: string, cid: number, ...rest: unknown[]];

export interface Push {
  readonly p: number;
  readonly cl: string;
  readonly len: number;
  readonly u: readonly (readonly [number, unknown])[];
}

/** What is kept of it in the browser, until all is accepted. */
export interface Copy {
  readonly client: string;
  readonly cid: number;
  readonly version: number;
  readonly confirmed: string;
  readonly inflight: Written | undefined;
  readonly buffer: unknown;
}

export class Core {
  inflight: Update | null = null;
  buffer: ChangeSet | null = null;

  constructor(
    readonly client: string,
    public version: number,
    public confirmed: string,
    private cid = 0,
  ) {}

  /** As it was kept; under another name than the one it was typed under, what was sent may come back or not. */
  static of(copy: Copy, client = copy.client): Core {
    const core = new Core(client, copy.version, copy.confirmed, client === copy.client ? copy.cid : 0);
    if (copy.inflight) {
      const [by, cid, changes] = copy.inflight;
      core.inflight = { client: by, cid, changes: ChangeSet.fromJSON(changes) };
    }
    if (copy.buffer) core.buffer = ChangeSet.fromJSON(copy.buffer);
    return core;
  }

  copy(): Copy {
    const { client, cid, version, confirmed, buffer } = this;
    const inflight = this.inflight && ([this.inflight.client, this.inflight.cid, this.inflight.changes.toJSON()] as const);
    return { client, cid, version, confirmed, inflight: inflight ?? undefined, buffer: buffer?.toJSON() };
  }

  /** The number of the last thing sent: the next one has a greater one. */
  get lastCid(): number {
    return this.cid;
  }

  /** Whether the server has accepted everything that was typed. */
  get settled(): boolean {
    return !this.inflight && !this.buffer;
  }

  /** The text as it is here. */
  get text(): string {
    const sent = this.inflight ? this.inflight.changes.apply(this.confirmed) : this.confirmed;
    return this.buffer ? this.buffer.apply(sent) : sent;
  }

  /** Something was typed. */
  local(changes: ChangeSet): void {
    if (changes.empty) return;
    const all = this.buffer ? this.buffer.compose(changes) : changes;
    this.buffer = all.empty ? null : all;
  }

  /** What is to be sent now, if anything: one thing at a time is on its way. */
  push(): Push | null {
    if (this.inflight || !this.buffer) return null;
    this.inflight = { client: this.client, cid: ++this.cid, changes: this.buffer };
    this.buffer = null;
    return this.again();
  }

  /** The same message again, as the former may be lost; the server knows it by its number. */
  again(): Push | null {
    // Sent under another name and not accepted: nobody speaks under that one any more.
    if (this.inflight && this.inflight.client !== this.client) this.takeBack();
    if (!this.inflight) return null;
    const { client, cid, changes } = this.inflight;
    return { p: this.version, cl: client, len: changes.length, u: [[cid, changes.toJSON()]] };
  }

  /** The server did not take what was sent: it goes again with what is typed next. */
  takeBack(): void {
    if (!this.inflight) return;
    const { changes } = this.inflight;
    this.buffer = this.buffer ? changes.compose(this.buffer) : changes;
    this.inflight = null;
  }

  /** A place of the text as it is here, in the version that the server knows. */
  outwards(at: number): number {
    const { inflight, buffer } = this;
    const sent = buffer ? buffer.mapBack(Math.min(at, buffer.newLength)) : at;
    return inflight ? inflight.changes.mapBack(Math.min(sent, inflight.changes.newLength)) : sent;
  }

  /** A place that the server tells, in the text as it is here. */
  inwards(at: number): number {
    const { inflight, buffer } = this;
    const place = Math.min(Math.max(Math.trunc(at) || 0, 0), this.confirmed.length);
    const sent = inflight ? inflight.changes.mapPos(place, 1) : place;
    return buffer ? buffer.mapPos(sent, 1) : sent;
  }

  /**
   * The next change accepted by the server. Returns what it changes in the text as it is here; null
   * when it was written here. Changes come one by one: composed, they would be mapped otherwise.
   */
  remote([client, cid, ...rest]: Written): ChangeSet | null {
    const own = this.inflight?.client === client && this.inflight.cid === cid;
    if (own && this.inflight) {
      this.confirmed = this.inflight.changes.apply(this.confirmed);
      this.inflight = null;
      this.version++;
      return null;
    }
    let changes = ChangeSet.fromJSON(rest.at(-1));
    this.confirmed = changes.apply(this.confirmed);
    this.version++;
    if (this.inflight) {
      const mine = this.inflight.changes;
      this.inflight = { ...this.inflight, changes: mine.map(changes) };
      changes = changes.map(mine, true);
    }
    if (this.buffer) {
      const mine = this.buffer;
      const mapped = mine.map(changes);
      this.buffer = mapped.empty ? null : mapped;
      changes = changes.map(mine, true);
    }
    return changes;
  }
}

/** A name that this window alone has. */
export function newClient(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
