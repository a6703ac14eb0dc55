// What was typed and is not yet on the server, kept in the browser: a page that was closed, or that
// fell, takes it up again. A computer may be shared: each person has their own.
import type { Copy } from "./core.ts";
import { own } from "./names.ts";

export interface Kept extends Copy {
  readonly epoch: number;
  readonly base: number;
  /** When it was last seen to be open, in milliseconds, and whether it was closed. */
  readonly at: number;
  readonly closed: boolean;
}

/** A copy that this window holds from now on. */
export interface Taken {
  readonly kept: Kept;
  /** Whether the name that it was typed under is this window's too. */
  readonly isNamed: boolean;
}

/** Milliseconds: a window that is open says so this often. */
export const BEAT = 10_000;
/** Milliseconds: hidden, it may say so once a minute only. Without locks, one that said nothing for so long has fallen. */
const FALLEN = 180_000;
/** Milliseconds: a window that closes leaves its name a moment after the copy. */
const CLOSING = 500;

export class Copies {
  private readonly prefix: string;

  /** Those of a text by its address, of `who` writes here. */
  constructor(
    readonly address: string,
    who: string,
  ) {
    this.prefix = `wiki:live:${who}:${address}:`;
  }

  /** False when the browser has no room. */
  keep(kept: Kept, name = kept.client): boolean {
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  forget(name: string): void {
    localStorage.removeItem(this.prefix + name);
  }

  /** Takes a copy that no open window holds. */
  async take(): Promise<Taken | null> {
    for (const key of Object.keys(localStorage)) {
      const found = key.startsWith(this.prefix) ? read(key) : null;
      if (!found) continue;
      const isNamed = await own(found.client, found.closed ? CLOSING : 0);
      const isFallen = found.closed || Date.now() - found.at > FALLEN;
      if (!(isNamed ?? isFallen)) continue;
      // Its window may have written it again, or sent it, until its name was free.
      const kept = read(key);
      localStorage.removeItem(key);
      if (kept) return { kept, isNamed: isNamed === true };
    }
    return null;
  }
}

function read(key: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    return kept && typeof kept.confirmed === "string" && Number.isInteger(kept.version) ? kept : null;
  } catch {
    return null;
  }
}
