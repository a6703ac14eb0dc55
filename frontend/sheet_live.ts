// Those who write one sheet see in which field the others are. A field is set whole, by the form: when
// two gave it a value, the second is shown both and chooses.
import { Connection } from "./live/connection.ts";
import { crc32 } from "./live/crc.ts";

interface Peer {
  id: string;
  name: string;
  colour: number;
}

/** Where a field is, as a caret of a text would be. */
const place = (name: string): number => crc32(name) % 500_000;

function start(slot: HTMLElement, form: HTMLFormElement): void {
  const peers = new Map<string, Peer>();
  const notes = new Map<string, HTMLElement>();
  const client = `sheet-${crypto.randomUUID().slice(0, 18)}`;
  const worded = (sentence: string | undefined, name: string): string => (sentence ?? "").replace("%(name)s", name);
  let mine = 0;

  const connection = new Connection(slot.dataset.liveSheet ?? "", {
    query: () => new URLSearchParams({ client }),
    heard,
    lost: () => forget(),
    refused: () => forget(),
  });

  function heard(message: Record<string, unknown>): void {
    if ("peers" in message) {
      forget();
      for (const peer of message.peers as Peer[]) peers.set(String(peer.id), peer);
      tell();
    }
    if ("join" in message) {
      const peer = message.join as Peer;
      peers.set(String(peer.id), peer);
      tell();
    }
    if ("leave" in message) leave(String(message.leave));
    for (const [id, at] of (message.c as [string, number][] | undefined) ?? []) show(String(id), at);
    if (typeof message.saved === "object" && message.saved !== null) {
      slot.textContent = worded(slot.dataset.saved, (message.saved as { by: string }).by);
      slot.hidden = false;
    }
  }

  function show(id: string, at: number): void {
    notes.get(id)?.remove();
    const peer = peers.get(id);
    const field = [...form.elements].find((one) => one instanceof HTMLElement && place(one.getAttribute("name") ?? "") === at);
    if (!peer || !field) return;
    const note = document.createElement("p");
    note.className = `help live-field c${peer.colour}`;
    note.textContent = worded(slot.dataset.writes, peer.name);
    (field.closest(".field") ?? field).append(note);
    notes.set(id, note);
  }

  function leave(id: string): void {
    notes.get(id)?.remove();
    notes.delete(id);
    peers.delete(id);
  }

  function forget(): void {
    for (const id of [...notes.keys(), ...peers.keys()]) leave(id);
  }

  const tell = (): void => {
    if (mine) connection.send({ c: { v: 0, a: mine, h: mine } });
  };
  form.addEventListener("focusin", (event) => {
    const name = (event.target as HTMLElement).getAttribute("name");
    if (!name || place(name) === mine) return;
    mine = place(name);
    tell();
  });
  connection.open();
}

const slot = document.querySelector<HTMLElement>("[data-live-sheet]");
const form = slot?.closest("form");
if (slot && form) start(slot, form);
