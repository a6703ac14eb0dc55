// One line to the server: a websocket or, where something on the way blocks them, events read over
// HTTP and messages posted. Both carry the same JSON.
import { token } from "../editor/words.ts";

export interface Ends {
  opened(): void;
  heard(message: Record<string, unknown>): void;
  /** The line is no more, with the code the server gave, or 1006. */
  closed(code: number): void;
}

export interface Line {
  send(message: object): void;
  close(): void;
}

export function socket(address: string, query: URLSearchParams, ends: Ends): Line {
  const url = new URL(`${address}?${query}`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const opened = new WebSocket(url);
  opened.addEventListener("open", () => ends.opened());
  opened.addEventListener("message", (event) => ends.heard(JSON.parse(String(event.data))));
  opened.addEventListener("close", (event) => ends.closed(event.code));
  return {
    send: (message) => opened.readyState === WebSocket.OPEN && opened.send(JSON.stringify(message)),
    close: () => opened.close(),
  };
}

export function stream(address: string, query: URLSearchParams, ends: Ends): Line {
  const events = new EventSource(`${address}/events?${query}`);
  let over = false;
  const end = (code: number): void => {
    if (over) return;
    over = true;
    events.close();
    ends.closed(code);
  };
  events.addEventListener("open", () => ends.opened());
  events.addEventListener("message", (event) => ends.heard(JSON.parse(event.data)));
  events.addEventListener("end", (event) => end(Number((event as MessageEvent).data) || 1006));
  events.addEventListener("error", () => end(1006));
  // One after the other: they must arrive in order.
  let last: Promise<void> = Promise.resolve();
  const post = async (body: string): Promise<void> => {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
    const answer = await fetch(`${address}/push?${query}`, { method: "POST", body, headers }).catch(() => null);
    if (!answer?.ok) end(1006);
  };
  return {
    send: (message) => {
      last = last.then(() => post(JSON.stringify(message)));
    },
    close: () => end(1000),
  };
}
