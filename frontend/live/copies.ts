// What was typed and is not yet on the server, kept in the browser: a page that was closed, or that
// fell, takes it up again.
import type { Copy } from "./core.ts";

export interface Kept extends Copy {
  readonly epoch: number;
  readonly base: number;
  /** When it was last seen to be open, in milliseconds, and whether it was closed. */
  readonly at: number;
  readonly closed: boolean;
}

const PREFIX = "wiki:live:";
/** A window that is open says so this often; one that did not for so long has fallen. Milliseconds. */
export const BEAT = 10_000;
const FALLEN = 3 * BEAT;

function key(address: string, name: string): string {
  return `${PREFIX}${address}:${name}`;
}

/** False when the browser has no room. */
export function keep(address: string, kept: Kept, name = kept.client): boolean {
  try {
    localStorage.setItem(key(address, name), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export function forget(address: string, name: string): void {
  localStorage.removeItem(key(address, name));
}

/** Takes a copy that no open window holds; two windows with one would speak with one name. */
export function take(address: string): Kept | null {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(`${PREFIX}${address}:`)) continue;
    const kept = read(name);
    if (kept && !kept.closed && Date.now() - kept.at < FALLEN) continue;
    localStorage.removeItem(name);
    if (kept) return kept;
  }
  return null;
}

function read(name: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "null") as Kept | null;
    return kept && typeof kept.confirmed === "string" && Number.isInteger(kept.version) ? kept : null;
  } catch {
    return null;
  }
}
