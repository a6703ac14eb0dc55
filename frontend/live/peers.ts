// Who else writes: a list with the place where each one is, their carets in the field, and whoever
// one follows.
import { word } from "../editor/words.ts";
import type { ChangeSet } from "./changes.ts";
import type { Caret } from "./field.ts";
import type { Panel } from "./panel.ts";

export interface Peer {
  readonly id: string | number;
  readonly name: string;
  readonly colour: number;
  readonly kind?: string;
}

export interface Scene {
  text(): string;
  carets(all: readonly Caret[]): void;
  reveal(at: number): void;
}

interface Present {
  readonly peer: Peer;
  readonly button: HTMLButtonElement;
  readonly where: HTMLElement;
  caret: { anchor: number; head: number } | null;
}

const COLOURS = 8;
/** Milliseconds: someone who is back so soon never left; titles are looked for so often. */
const BACK_SOON = 5_000;
const LOOK = 400;
const TITLE = /^#{1,6}[ \t]+(.+)$/;

export class Peers {
  private readonly present = new Map<string, Present>();
  private readonly leaving = new Map<string, number>();
  private followed: string | null = null;
  private timer = 0;
  private me: string | null = null;

  constructor(
    private readonly panel: Panel,
    private readonly scene: Scene,
  ) {}

  /** All who are here, oneself among them or not. */
  replace(all: readonly Peer[], me: string | number | undefined): void {
    this.me = me === undefined ? this.me : String(me);
    const carets = new Map([...this.present].map(([id, { caret }]) => [id, caret]));
    for (const id of this.present.keys()) this.take(id);
    for (const peer of all) {
      this.add(peer);
      const one = this.present.get(String(peer.id));
      if (one) one.caret = carets.get(String(peer.id)) ?? null;
    }
    this.show();
  }

  join(peer: Peer): void {
    if (String(peer.id) === this.me) return;
    const known = this.leaving.get(peer.name);
    clearTimeout(known);
    this.leaving.delete(peer.name);
    const isNew = !known && ![...this.present.values()].some((one) => one.peer.name === peer.name);
    this.add(peer);
    this.show();
    if (isNew) this.panel.say(word("live:joined", { name: peer.name }));
  }

  leave(id: string | number): void {
    const gone = this.present.get(String(id));
    if (!gone) return;
    this.take(String(id));
    this.show();
    const { name } = gone.peer;
    if ([...this.present.values()].some((one) => one.peer.name === name)) return;
    const tell = (): void => {
      this.leaving.delete(name);
      this.panel.say(word("live:left", { name }));
    };
    this.leaving.set(name, window.setTimeout(tell, BACK_SOON));
  }

  /** Nobody is known to be here any more: the line fell. */
  clear(): void {
    for (const id of this.present.keys()) this.take(id);
    this.show();
  }

  /** Where somebody is, in the text as it is here; null when nowhere. */
  at(id: string | number, caret: { anchor: number; head: number } | null): void {
    const one = this.present.get(String(id));
    if (!one) return;
    one.caret = caret;
    this.soon();
    if (this.followed === String(id) && caret) this.scene.reveal(caret.head);
  }

  /** The text changed here. */
  moved(changes: ChangeSet): void {
    for (const { caret } of this.present.values()) {
      if (!caret) continue;
      caret.anchor = changes.mapPos(Math.min(caret.anchor, changes.length));
      caret.head = changes.mapPos(Math.min(caret.head, changes.length));
    }
  }

  /** The carets, in a field that was just opened or after a change. */
  draw(): void {
    const shown = [...this.present.values()].flatMap(({ peer, caret }) =>
      caret ? [{ peer: String(peer.id), name: peer.name, colour: colourOf(peer), ...caret }] : [],
    );
    this.scene.carets(shown);
  }

  follow(id: string | null): void {
    this.followed = id;
    for (const [other, { button }] of this.present) button.setAttribute("aria-pressed", String(other === id));
    const one = id ? this.present.get(id) : undefined;
    if (one?.caret) this.scene.reveal(one.caret.head);
  }

  private add(peer: Peer): void {
    const id = String(peer.id);
    if (id === this.me || this.present.has(id)) return;
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = `live-person ${colourOf(peer)}`;
    button.setAttribute("aria-pressed", "false");
    button.title = word("live:follow", { name: peer.name });
    const name = document.createElement("span");
    name.textContent = peer.name;
    const where = document.createElement("span");
    where.className = "live-where";
    button.append(name, where);
    button.addEventListener("click", () => this.follow(this.followed === id ? null : id));
    item.append(button);
    this.panel.people.append(item);
    this.present.set(id, { peer, button, where, caret: null });
  }

  private take(id: string): void {
    this.present.get(id)?.button.closest("li")?.remove();
    this.present.delete(id);
    if (this.followed === id) this.followed = null;
  }

  private show(): void {
    this.panel.people.hidden = !this.present.size;
    this.soon();
  }

  private soon(): void {
    this.draw();
    if (this.timer) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.sayWhere();
    }, LOOK);
  }

  private sayWhere(): void {
    const text = this.scene.text();
    for (const { caret, where } of this.present.values()) {
      const title = caret ? titleAbove(text, caret.head) : "";
      if (where.textContent !== title) where.textContent = title;
    }
  }
}

function colourOf({ colour }: Peer): string {
  return `c${Math.abs(Math.trunc(Number(colour)) || 0) % COLOURS}`;
}

function titleAbove(text: string, at: number): string {
  const end = text.indexOf("\n", at);
  const lines = text.slice(0, end < 0 ? text.length : end).split("\n");
  const line = lines.findLast((one) => TITLE.test(one)) ?? "";
  return TITLE.exec(line)?.[1]?.trim() ?? "";
}
