// Those who fill one sheet see in which field the others are, and each value that they give.
import { Connection } from "./live/connection.ts";
import { crc32 } from "./live/crc.ts";
import { Values } from "./sheet/values.ts";

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
  const words = JSON.parse(slot.querySelector("[data-words]")?.textContent ?? "{}") as Record<string, string>;
  const word = (code: string, values: Record<string, string> = {}): string =>
    (words[code] ?? "").replace(/%\((\w+)\)s/g, (_whole, name: string) => values[name] ?? "");
  const [said, notice] = slot.querySelectorAll<HTMLElement>("[role=status]");
  const warn = (sentence: string): void => {
    if (!notice) return;
    notice.textContent = sentence;
    notice.hidden = false;
  };
  const say = (sentence: string): void => {
    if (said) said.textContent = sentence;
  };
  const address = slot.dataset.liveSheet ?? "";
  const values = new Values(address, form, client, { word, say, warn }, "unsaved" in slot.dataset);
  let mine = 0;
  let passes = false;

  const connection = new Connection(address, {
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
      values.look();
    }
    if ("join" in message) {
      const peer = message.join as Peer;
      peers.set(String(peer.id), peer);
      tell();
    }
    if ("leave" in message) leave(String(message.leave));
    for (const [id, at] of (message.c as [string, number][] | undefined) ?? []) show(String(id), at);
    if ("values" in message) values.look();
    if (typeof message.saved === "object" && message.saved !== null) warn(word("saved", { name: (message.saved as { by: string }).by }));
  }

  function show(id: string, at: number): void {
    notes.get(id)?.remove();
    const peer = peers.get(id);
    const field = [...form.elements].find((one) => one instanceof HTMLElement && place(one.getAttribute("name") ?? "") === at);
    if (!peer || !field) return;
    const note = document.createElement("p");
    note.className = `help live-field c${peer.colour}`;
    note.textContent = word("writes", { name: peer.name });
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
  form.addEventListener(
    "submit",
    (event) => {
      // The other buttons show the form again.
      if (passes || (event.submitter as HTMLButtonElement | null)?.name) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void save(event.submitter);
    },
    { capture: true },
  );

  async function save(submitter: HTMLElement | null): Promise<void> {
    // A form that is being submitted ignores that it is asked again: its event must have ended.
    await new Promise((resolve) => setTimeout(resolve));
    const name = await values.settled();
    if (name === null) return;
    const shared = slot.querySelector<HTMLInputElement>("[name=shared]");
    if (shared) shared.value = name;
    passes = true;
    form.requestSubmit(submitter);
    passes = false;
  }

  connection.open();
}

const slot = document.querySelector<HTMLElement>("[data-live-sheet]");
const form = slot?.closest("form");
if (slot && form) start(slot, form);
