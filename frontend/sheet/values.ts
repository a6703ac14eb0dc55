// The values that those who fill one sheet give its fields: told to the others as soon as they are
// given, each whole. What somebody gave without having seen the other's is held, and one chooses.
import { Choice } from "./choice.ts";
import { SheetField, type Texts } from "./field.ts";

export interface Given {
  readonly v: number;
  readonly field: string;
  readonly texts: Texts;
  readonly by: string;
  readonly mine: boolean;
  readonly held: boolean;
}

interface State {
  readonly epoch: number;
  readonly last: number;
  readonly fields: readonly string[];
  readonly values: readonly Given[];
}

interface Entry {
  readonly field: SheetField;
  readonly choice: Choice;
  /** The number of the value of others, or one's own, that is in the form. */
  known: number;
  /** What the form said when it was last the same as there, as JSON. */
  clean: string;
  timer: number;
}

export interface Told {
  word(code: string, values?: Record<string, string>): string;
  say(sentence: string): void;
  warn(sentence: string): void;
}

/** Milliseconds: a pause in typing, and how long « Enregistrer » waits. */
const PAUSE = 700;
const WAIT = 5_000;

export class Values {
  private readonly entries: Entry[];
  private state: State | null = null;
  private work: Promise<void> = Promise.resolve();
  private asked = false;
  private writing = false;

  constructor(
    private readonly address: string,
    private readonly form: HTMLFormElement,
    private readonly client: string,
    private readonly told: Told,
    /** A form that came back, refused or with more rows, says what is one's own. */
    private readonly cameBack: boolean,
  ) {
    this.entries = [...form.querySelectorAll<HTMLElement>("[data-field]")].map((block) => {
      const field = new SheetField(block);
      return { field, choice: new Choice(field, told), known: 0, clean: JSON.stringify(field.read(!cameBack)), timer: 0 };
    });
    form.addEventListener("input", (event) => this.typed(event, PAUSE));
    form.addEventListener("change", (event) => this.typed(event, 0));
  }

  /** Something was given, or the line is back: asks what, and gives what waits. */
  look(): void {
    if (this.asked) return;
    this.asked = true;
    this.then(async () => {
      this.asked = false;
      const kind = encodeURIComponent(this.value("kind"));
      const answer = await fetch(`${this.address}/values?kind=${kind}&client=${this.client}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const isFirst = this.state === null;
      this.take((await answer.json()) as State);
      if (!isFirst) await this.giveAll();
    });
  }

  /** Resolves to the name of what the form holds, or to null when somebody has to choose first. */
  async settled(): Promise<string | null> {
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), WAIT));
    const all = new Promise<boolean>((resolve) => this.then(async () => resolve(await this.giveAll())));
    const isGiven = await Promise.race([all, late]);
    const open = this.entries.find(({ choice }) => choice.isOpen);
    if (open) {
      this.told.say(this.told.word("choose_first"));
      open.choice.focus();
      return null;
    }
    return isGiven && this.state ? `${this.state.epoch}:${this.state.last}` : "";
  }

  private value(name: string): string {
    return this.form.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? "";
  }

  private then(work: () => Promise<void>): void {
    this.work = this.work.then(work).catch(() => {});
  }

  private typed(event: Event, pause: number): void {
    const entry = this.writing ? undefined : this.entries.find(({ field }) => field.block.contains(event.target as Node));
    if (!entry || !this.state?.fields.includes(entry.field.id)) return;
    clearTimeout(entry.timer);
    entry.timer = window.setTimeout(() => this.then(async () => void (await this.give(entry))), pause);
  }

  private async giveAll(): Promise<boolean> {
    for (const entry of this.entries) {
      if (this.state?.fields.includes(entry.field.id) && !(this.cameBack && entry.choice.isOpen) && !(await this.give(entry))) return false;
    }
    return this.state !== null;
  }

  /** False when the server could not be told: it is tried again once the line is back. */
  private async give(entry: Entry): Promise<boolean> {
    clearTimeout(entry.timer);
    const texts = entry.field.read();
    const said = JSON.stringify(texts);
    if (said === entry.clean) return true;
    const state = await this.post("values", entry, { texts, v: entry.known });
    if (!state) return false;
    entry.clean = said;
    entry.choice.unmark();
    this.take(state);
    return true;
  }

  private async post(act: string, { field }: Entry, more: object): Promise<State | null> {
    const answer = await fetch(`${this.address}/${act}`, {
      method: "POST",
      body: JSON.stringify({ kind: this.value("kind"), field: field.id, client: this.client, ...more }),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.value("csrf_token") },
    });
    const told = (await answer.json().catch(() => ({}))) as State & { detail?: string };
    if (answer.ok) return told;
    if (told.detail) this.told.warn(told.detail);
    return null;
  }

  // -- What others gave

  private take(state: State): void {
    if (this.state && state.last < this.state.last) return;
    this.state = state;
    for (const entry of this.entries) {
      if (state.fields.includes(entry.field.id)) this.settle(entry, state.values.filter(({ field }) => field === entry.field.id));
    }
  }

  private settle(entry: Entry, values: readonly Given[]): void {
    const here = JSON.stringify(entry.field.read());
    const current = values.find(({ held }) => !held);
    const isOwn = here !== entry.clean || this.cameBack || values.some(({ held, mine }) => held && mine);
    if (!current) entry.choice.unmark();
    else if (current.v !== entry.known) {
      if (JSON.stringify(current.texts) === here) [entry.clean, entry.known] = [here, current.v];
      else if (!isOwn) this.put(entry, current);
      else if (current.mine && !this.cameBack) entry.known = current.v;
    }
    this.offer(entry, values, current);
  }

  /** Puts in the form what somebody gave, says who, and keeps a way back. */
  private put(entry: Entry, value: Given): void {
    const before = entry.field.read();
    this.write(entry, value);
    entry.choice.mark(value, before, () => {
      this.writing = true;
      entry.field.write(before);
      this.writing = false;
      this.then(async () => void (await this.give(entry)));
    });
    if (!value.mine) this.told.say(this.told.word("changed", { name: value.by, field: entry.field.label }));
  }

  private write(entry: Entry, value: Given): void {
    this.writing = true;
    entry.field.write(value.texts);
    this.writing = false;
    entry.clean = JSON.stringify(entry.field.read());
    if (!value.held) entry.known = value.v;
  }

  private offer(entry: Entry, values: readonly Given[], current: Given | undefined): void {
    const held = values.filter((one) => one.held);
    const isOther = current !== undefined && current.v !== entry.known;
    if (!held.length && !isOther) {
      entry.choice.close();
      return;
    }
    const shown = values.map(({ v }) => v);
    const here = entry.field.read();
    entry.choice.open(values, values.some(({ texts }) => JSON.stringify(texts) === JSON.stringify(here)) ? null : here, (chosen) => {
      entry.choice.close();
      if (chosen) this.write(entry, chosen);
      else [entry.known, entry.clean] = [current?.v ?? 0, ""];
      entry.field.focus();
      this.then(async () => {
        if (!chosen) await this.give(entry);
        const left = chosen ?? this.state?.values.find((one) => one.field === entry.field.id && !one.held);
        const state = held.length && left ? await this.post("choice", entry, { v: left.v, shown }) : null;
        if (!state) return this.look();
        entry.known = state.values.find((one) => one.field === entry.field.id && !one.held)?.v ?? 0;
        this.take(state);
      });
    });
  }
}
