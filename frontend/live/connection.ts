// Keeps a line to the server: opens it again when it falls, later and later, and never all browsers
// at the same moment.
import { type Line, socket, stream } from "./line.ts";

/** Milliseconds: the first wait and the longest one; how long silence may last, and an answer. */
const SHORTEST = 500;
const LONGEST = 30_000;
const SILENCE = 20_000;
const ANSWER = 8_000;
/** Sockets that never opened, before the other way is tried in turn. */
const BLOCKED = 2;
const RESTARTING = 1012;
const UNKNOWN = 4401;
export const FORBIDDEN = 4403;

export interface Told {
  /** What the address is asked with: who this browser is, and the version it has. */
  query(): URLSearchParams;
  heard(message: Record<string, unknown>): void;
  /** The line fell, or could not be opened for the `failures`-th time. */
  lost(failures: number, code: number): void;
  /** The server wants no more of it. */
  refused(code: number): void;
}

export class Connection {
  private line: Line | null = null;
  private failures = 0;
  private socketOpened = false;
  private retry = 0;
  private silence = 0;
  private over = false;

  constructor(
    private readonly address: string,
    private readonly told: Told,
  ) {
    addEventListener("online", () => this.now());
    addEventListener("offline", () => this.line?.close());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.now());
    addEventListener("pageshow", (event) => event.persisted && this.now());
  }

  open(): void {
    clearTimeout(this.retry);
    this.retry = 0;
    const blocked = !this.socketOpened && this.failures >= BLOCKED && this.failures % 2 === 0;
    const line: Line = (blocked ? stream : socket)(this.address, this.told.query(), {
      opened: () => {
        this.socketOpened ||= !blocked;
      },
      heard: (message) => {
        if (this.line !== line) return;
        this.failures = 0;
        this.listen(SILENCE);
        this.told.heard(message);
      },
      closed: (code) => this.line === line && this.closed(code),
    });
    this.line = line;
    this.listen(SILENCE);
  }

  send(message: object): void {
    this.line?.send(message);
  }

  /** The line says what cannot be: another one is opened. */
  again(): void {
    this.drop();
    this.open();
  }

  end(): void {
    this.over = true;
    clearTimeout(this.retry);
    this.drop();
  }

  /** Something tells that the line is back, or may have died while nobody looked. */
  private now(): void {
    if (this.over) return;
    if (this.retry) this.open();
    else if (this.line) this.ask();
  }

  private drop(): void {
    const line = this.line;
    this.line = null;
    clearTimeout(this.silence);
    line?.close();
  }

  private listen(wait: number): void {
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.ask(), wait);
  }

  /** A line that died says nothing: it is asked, and given up when no answer comes. */
  private ask(): void {
    const line = this.line;
    line?.send({ ping: 1 });
    clearTimeout(this.silence);
    this.silence = window.setTimeout(() => {
      if (!line || this.line !== line) return;
      this.drop();
      this.closed(1006);
    }, ANSWER);
  }

  private closed(code: number): void {
    this.line = null;
    clearTimeout(this.silence);
    if (this.over) return;
    if (code === UNKNOWN || code === FORBIDDEN) {
      this.over = true;
      this.told.refused(code);
      return;
    }
    this.failures++;
    this.told.lost(this.failures, code);
    const most = code === RESTARTING ? 2 * SHORTEST : Math.min(SHORTEST * 2 ** this.failures, LONGEST);
    this.retry = window.setTimeout(() => this.open(), SHORTEST / 2 + Math.random() * most);
  }
}
