// A file sent in pieces (docs/reference/adresses.md): after a cut the server is asked how much came, and the rest follows.
const PREFIX = "wiki:upload:";
/** Milliseconds before each try anew; the last one is kept. */
const WAITS = [500, 1000, 2000, 4000, 8000];
/** Tries that bring nothing, one after the other, before one gives up. */
const MOST = 60;

export interface Sent {
  uid: string;
  name: string;
  page: string;
  markdown: string;
}

export interface Sending {
  token: string;
  /** Where files are announced. */
  address: string;
  fields: Record<string, string>;
  signal?: AbortSignal;
  progress?: (octets: number) => void;
  /** The line is cut; true once it is back. */
  line?: (isThere: boolean) => void;
}

/** The server says no, in a sentence. */
export class Refused extends Error {}

interface Begun {
  url: string;
  offset: number;
  piece: number;
}

export async function send(file: File, how: Sending): Promise<Sent> {
  const key = keyOf(file, how);
  let begun = await known(key, how);
  for (let fails = 0; fails < MOST; ) {
    how.signal?.throwIfAborted();
    try {
      begun ??= await begin(file, key, how);
      how.progress?.(begun.offset);
      const answer = await put(file, begun, how);
      if (answer.status === 200) {
        forget(key);
        how.progress?.(file.size);
        return (await answer.json()) as Sent;
      }
      if (answer.status === 204) {
        begun.offset = Number(answer.headers.get("Upload-Offset"));
        fails = 0;
        how.line?.(true);
        continue;
      }
      await judge(answer, key);
    } catch (error) {
      if (error instanceof Refused || how.signal?.aborted) throw error;
    }
    fails += 1;
    how.line?.(false);
    await pause(WAITS[Math.min(fails, WAITS.length) - 1] ?? 0, how.signal);
    begun = await asked(begun, how);
  }
  throw new Error("cut");
}

/** Gives up, on both sides. */
export async function drop(file: File, how: Sending): Promise<void> {
  const key = keyOf(file, how);
  const url = localStorage.getItem(key);
  forget(key);
  if (url) await fetch(url, { method: "DELETE", headers: headers(how) }).catch(() => undefined);
}

/** What was begun and not ended, in a former view of the page perhaps. */
async function known(key: string, how: Sending): Promise<Begun | null> {
  const url = localStorage.getItem(key);
  return url ? asked({ url, offset: 0, piece: 0 }, how) : null;
}

/** How much came; what was begun as it was known when nobody answers, null when it is no more. */
async function asked(begun: Begun | null, how: Sending): Promise<Begun | null> {
  if (!begun) return null;
  try {
    const answer = await fetch(begun.url, { headers: headers(how), cache: "no-store" });
    if (answer.status === 404) return null;
    return answer.ok ? ((await answer.json()) as Begun) : begun.piece ? begun : null;
  } catch {
    return begun.piece ? begun : null;
  }
}

async function begin(file: File, key: string, how: Sending): Promise<Begun> {
  const said = new FormData();
  for (const [name, value] of Object.entries({ ...how.fields, name: file.name, size: String(file.size) })) said.set(name, value);
  const answer = await fetch(how.address, { method: "POST", body: said, headers: headers(how), signal: how.signal });
  if (answer.status !== 201) await judge(answer, key);
  const begun = (await answer.json()) as Begun;
  localStorage.setItem(key, begun.url);
  return begun;
}

function put(file: File, begun: Begun, how: Sending): Promise<Response> {
  return fetch(begun.url, {
    method: "PATCH",
    body: file.slice(begun.offset, begun.offset + begun.piece),
    headers: { ...headers(how), "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(begun.offset) },
    signal: how.signal,
  });
}

/** Throws what cannot be mended by trying again. */
async function judge(answer: Response, key: string): Promise<void> {
  // Another piece is awaited, what was begun is no more, or the server has trouble of its own.
  if (answer.status === 409 || answer.status === 404 || answer.status >= 500) return;
  forget(key);
  const told = (await answer.json().catch(() => ({}))) as { detail?: string };
  throw new Refused(told.detail ?? "");
}

function keyOf(file: File, how: Sending): string {
  return `${PREFIX}${how.fields.replaces ?? ""}:${file.name}:${file.size}:${file.lastModified}`;
}

function headers(how: Sending): Record<string, string> {
  return { "X-CSRFToken": how.token, Accept: "application/json" };
}

function forget(key: string): void {
  localStorage.removeItem(key);
}

/** Waits, less long when the line comes back. */
function pause(time: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal?.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, time);
    addEventListener("online", end);
    signal?.addEventListener("abort", end);
  });
}
