// What stands under a field of a sheet that others fill too: who gave its value, with a way back; the
// values among which somebody has to choose.
import type { SheetField, Texts } from "./field.ts";
import type { Given, Told } from "./values.ts";

export class Choice {
  private box: HTMLElement | null = null;
  private note: HTMLElement | null = null;
  private shown = "";

  constructor(
    private readonly field: SheetField,
    private readonly told: Told,
  ) {}

  get isOpen(): boolean {
    return this.box !== null;
  }

  focus(): void {
    this.box?.closest("details")?.setAttribute("open", "");
    this.box?.querySelector("button")?.focus();
  }

  /** Says who gave what is in the form, and how to put back what was there before. */
  mark(value: Given, before: Texts, back: () => void): void {
    this.unmark();
    const note = document.createElement("div");
    note.className = "sheet-given";
    const said = document.createElement("p");
    said.textContent = this.told.word(value.mine ? "mine" : "gave", { name: value.by });
    const button = this.button(this.told.word("back", { value: this.words(before) }), () => {
      this.unmark();
      back();
      this.field.focus();
    });
    note.append(said, button);
    this.note = note;
    this.place(note);
  }

  unmark(): void {
    this.note?.remove();
    this.note = null;
  }

  /** `own` is what the form says, when nobody was told of it. */
  open(values: readonly Given[], own: Texts | null, choose: (value: Given | null) => void): void {
    const shown = JSON.stringify([values, own]);
    if (this.box && shown === this.shown) return;
    const hadFocus = this.box?.contains(document.activeElement);
    this.close();
    this.unmark();
    this.shown = shown;
    const box = document.createElement("div");
    box.className = "sheet-choice callout callout-warning";
    box.setAttribute("role", "group");
    const said = document.createElement("p");
    said.id = `choice-${this.field.id}`;
    said.textContent = this.told.word("several", { field: this.field.label });
    box.setAttribute("aria-labelledby", said.id);
    box.append(said);
    const all = [...values.map(({ texts }) => texts), ...(own ? [own] : [])];
    // Two that are alike but for where they come from tell that as well.
    const sourced = new Set(all.map((texts) => this.words(texts))).size < all.length;
    for (const one of values) {
      const sentence = this.told.word(one.mine ? "keep_mine" : "keep", { name: one.by, value: this.words(one.texts, sourced) });
      box.append(this.button(sentence, () => choose(one)));
    }
    if (own) box.append(this.button(this.told.word("keep_here", { value: this.words(own, sourced) }), () => choose(null)));
    this.box = box;
    this.place(box);
    this.told.say(said.textContent);
    if (hadFocus) this.focus();
  }

  close(): void {
    this.box?.remove();
    this.box = null;
  }

  private words(texts: Texts, sourced = false): string {
    return this.field.words(texts, sourced) || this.told.word("nothing");
  }

  private button(sentence: string, pressed: () => void): HTMLButtonElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = sentence;
    made.addEventListener("click", pressed);
    return made;
  }

  /** Under the value, before where it comes from. */
  private place(made: HTMLElement): void {
    const from = this.field.block.querySelector(".sheet-from");
    if (from) from.before(made);
    else this.field.block.append(made);
  }
}
