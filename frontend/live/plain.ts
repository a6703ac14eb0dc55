// The plain field, written by several: what was typed is found in the text, what others write is put
// in it without moving the caret, and « undo » is ours, as the browser's would undo the others too.
import { TextareaField } from "../editor/field.ts";
import type { ChangeSet } from "./changes.ts";
import { type Caret, clean, difference, type Heard, type LiveField } from "./field.ts";
import type { Mirror } from "./mirror.ts";
import { Undo } from "./undo.ts";

export class LiveTextarea extends TextareaField implements LiveField {
  composing = false;
  private known: string;
  private steps = new Undo();
  private live: Heard | null = null;
  private readonly ends = new AbortController();
  private mirror: Promise<Mirror> | null = null;

  constructor(element: HTMLTextAreaElement) {
    super(element);
    this.known = element.value;
    const { signal } = this.ends;
    element.addEventListener("compositionstart", () => (this.composing = true), { signal });
    element.addEventListener("compositionend", () => this.composed(), { signal });
    // Before anybody else hears of it: what they read must be known.
    element.addEventListener("input", () => this.typed(), { signal, capture: true });
    element.addEventListener("beforeinput", (event) => this.undoneByBrowser(event), { signal });
    element.addEventListener("keydown", (event) => this.undoneByKey(event), { signal });
    document.addEventListener("selectionchange", () => document.activeElement === element && this.live?.caret(), { signal });
  }

  listen(heard: Heard): void {
    this.live = heard;
  }

  caret(): [number, number] {
    const { selectionStart: from, selectionEnd: to, selectionDirection } = this.element;
    return selectionDirection === "backward" ? [to, from] : [from, to];
  }

  receive(changes: ChangeSet): void {
    this.steps.remote(changes);
    this.put(changes);
    this.tell();
  }

  reset(text: string): void {
    if (text !== this.element.value) this.put(difference(this.element.value, text));
    this.known = text;
    this.steps = new Undo();
    this.tell();
  }

  lock(locked: boolean): void {
    this.element.readOnly = locked;
  }

  /** One who writes alone does not load what draws them. */
  carets(all: readonly Caret[]): void {
    if (all.length) this.mirror ??= import("./mirror.ts").then((made) => new made.Mirror(this.element, this.ends.signal));
    this.mirror?.then((mirror) => mirror.show(all), () => {});
  }

  reveal(at: number): void {
    const { element } = this;
    const lines = element.value.slice(0, at).split("\n").length - 1;
    const part = lines / Math.max(element.value.split("\n").length, 1);
    element.scrollTop = part * element.scrollHeight - element.clientHeight / 3;
  }

  override undo(back: boolean): void {
    const changes = this.steps.take(back, this.known);
    if (!changes) return;
    const end = this.put(changes);
    this.element.focus();
    this.element.setSelectionRange(end, end);
    this.live?.local(changes);
    this.tell();
  }

  override close(): void {
    super.close();
    this.ends.abort();
  }

  private composed(): void {
    this.composing = false;
    this.typed();
    this.live?.rest();
  }

  private typed(): void {
    if (this.composing) return;
    const { element } = this;
    if (clean(element.value) !== element.value) element.value = clean(element.value);
    if (element.value === this.known) return;
    const changes = difference(this.known, element.value, element.selectionEnd);
    this.steps.typed(changes, this.known);
    this.known = changes.apply(this.known);
    this.live?.local(changes);
  }

  /** Changes the text in the field, where one's selection and what one looks at stay; returns where it ends. */
  private put(changes: ChangeSet): number {
    const { element } = this;
    const [from, to] = [element.selectionStart, element.selectionEnd];
    const direction = element.selectionDirection;
    const { scrollTop, scrollHeight } = element;
    const places = changes.places();
    for (const place of places.toReversed()) element.setRangeText(place.text, place.from, place.to, "preserve");
    this.known = changes.apply(this.known);
    element.setSelectionRange(changes.mapPos(from, -1), changes.mapPos(to, -1), direction);
    const above = (places[0]?.from ?? from) < from ? element.scrollHeight - scrollHeight : 0;
    element.scrollTop = scrollTop + (scrollTop > 0 ? above : 0);
    return places.at(-1)?.end ?? from;
  }

  /** The preview and the others hear of it as of what is typed. */
  private tell(): void {
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private undoneByBrowser(event: InputEvent): void {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    this.undo(event.inputType === "historyUndo");
  }

  private undoneByKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    event.stopPropagation();
    this.undo(key === "z" && !event.shiftKey);
  }
}
