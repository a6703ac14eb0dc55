// What a session must not lose: kept in the browser until the server has it, or set apart there when
// it cannot be joined to what others wrote.
import { word } from "../editor/words.ts";
import type { Copies, Kept } from "./copies.ts";
import type { Core } from "./core.ts";
import { own } from "./names.ts";
import type { Panel } from "./panel.ts";
import { deposit } from "./rescue.ts";

/** Milliseconds. */
const PAUSE = 400;

export interface Unsent {
  readonly core: Core;
  readonly epoch: number;
  readonly base: number;
  readonly started: boolean;
}

export class Keeping {
  private timer = 0;
  /** The text that was set apart last. */
  private apart: string | null = null;

  constructor(
    private readonly copies: Copies,
    private readonly panel: Panel,
    private readonly session: Unsent,
  ) {
    void own(session.core.client);
    addEventListener("pagehide", () => this.now(true));
  }

  soon(): void {
    if (this.session.core.settled) this.forget();
    else this.timer ||= window.setTimeout(() => this.now(), PAUSE);
  }

  now(closed = false): void {
    this.timer = 0;
    const { core, started } = this.session;
    if (core.settled || !started) return;
    if (!this.copies.keep(this.kept(closed))) this.panel.warn(word("full"));
  }

  forget(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.copies.forget(this.session.core.client);
  }

  /** Sets apart the text as the person sees it, whatever the session made of it. */
  setApart(text: string, sentence: string): Promise<void> {
    this.apart = text;
    return deposit(this.copies, this.panel, this.kept(true), text, sentence);
  }

  /** Whether the server has all of a text, joined to the others' or set apart. */
  has(text: string): boolean {
    return text === this.session.core.confirmed || text === this.apart;
  }

  private kept(closed: boolean): Kept {
    const { core, epoch, base } = this.session;
    return { ...core.copy(), epoch, base, at: Date.now(), closed };
  }
}
