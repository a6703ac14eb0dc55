// The rich field, written by several: CodeMirror's own changes are what travels; its « undo » skips
// those of others. Their carets are drawn for the eye alone, and coloured by a class.
import { ChangeSet as OfCodeMirror, EditorState, type Extension, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { CodeMirrorField } from "../editor/codemirror.ts";
import { ChangeSet } from "./changes.ts";
import { type Caret, clean, difference, type Heard, type LiveField } from "./field.ts";

const moved = StateEffect.define<readonly Caret[]>();
const locked = StateEffect.define<boolean>();

class CaretMark extends WidgetType {
  constructor(private readonly of: Caret) {
    super();
  }

  override eq(other: CaretMark): boolean {
    return other.of.peer === this.of.peer && other.of.name === this.of.name && other.of.colour === this.of.colour;
  }

  toDOM(): HTMLElement {
    const mark = document.createElement("span");
    mark.className = `live-caret ${this.of.colour}`;
    mark.setAttribute("aria-hidden", "true");
    mark.dataset.name = this.of.name;
    return mark;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** Where the others are: it moves with the text, until they tell more. */
const carets = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const told = transaction.effects.findLast((effect) => effect.is(moved));
    return told?.is(moved) ? drawn(told.value, transaction.state.doc.length) : marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const lock = StateField.define<boolean>({
  create: () => false,
  update: (now, { effects }) => effects.reduce((was, effect) => (effect.is(locked) ? effect.value : was), now),
  provide: (field) => EditorState.readOnly.from(field),
});

function drawn(all: readonly Caret[], length: number): DecorationSet {
  const marks = all.flatMap((caret) => {
    const [anchor, head] = [Math.min(caret.anchor, length), Math.min(caret.head, length)];
    const mark = Decoration.widget({ widget: new CaretMark(caret), side: 1 }).range(head);
    if (anchor === head) return [mark];
    const selection = Decoration.mark({ class: `live-selection ${caret.colour}` });
    return [mark, selection.range(Math.min(anchor, head), Math.max(anchor, head))];
  });
  return Decoration.set(marks, true);
}

/** What is pasted may hold what no text may. */
const cleaned = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.annotation(Transaction.remote)) return transaction;
  const specs: { from: number; to: number; insert: string }[] = [];
  let dirty = false;
  transaction.changes.iterChanges((from, to, _from, _to, inserted) => {
    const insert = clean(inserted.toString());
    dirty ||= insert.length !== inserted.length;
    specs.push({ from, to, insert });
  });
  return dirty ? { changes: specs, scrollIntoView: true } : transaction;
});

export class LiveCodeMirror extends CodeMirrorField implements LiveField {
  private readonly ears: { heard: Heard | null };

  constructor(area: HTMLTextAreaElement, options: DOMStringMap) {
    const ears: { heard: Heard | null } = { heard: null };
    super(area, options, extensions(ears));
    this.ears = ears;
  }

  get composing(): boolean {
    return this.view.composing;
  }

  listen(heard: Heard): void {
    this.ears.heard = heard;
  }

  caret(): [number, number] {
    const { anchor, head } = this.view.state.selection.main;
    return [anchor, head];
  }

  override replace(from: number, to: number, text: string, select: [number, number] = [from + text.length, from + text.length]): void {
    // Only what differs: a whole text put again would take others' words from under their hands.
    const whole = this.text();
    const changes = toCodeMirror(difference(whole, whole.slice(0, from) + text + whole.slice(to)));
    this.view.dispatch({ changes, selection: { anchor: select[0], head: select[1] }, scrollIntoView: true, userEvent: "input" });
  }

  receive(changes: ChangeSet): void {
    const taken = toCodeMirror(changes);
    this.view.dispatch({ changes: taken, annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)] });
  }

  reset(text: string): void {
    this.receive(difference(this.text(), text));
  }

  lock(isLocked: boolean): void {
    this.view.dispatch({ effects: locked.of(isLocked) });
  }

  carets(all: readonly Caret[]): void {
    this.view.dispatch({ effects: moved.of(all) });
  }

  reveal(at: number): void {
    const place = Math.min(at, this.view.state.doc.length);
    this.view.dispatch({ effects: EditorView.scrollIntoView(place, { y: "center" }) });
  }
}

function toCodeMirror(changes: ChangeSet): OfCodeMirror {
  return OfCodeMirror.fromJSON(changes.toJSON());
}

function extensions(ears: { heard: Heard | null }): Extension[] {
  return [
    carets,
    lock,
    cleaned,
    EditorView.domEventHandlers({
      // CodeMirror reads the text after this event: wait for it.
      compositionend: () => void setTimeout(() => ears.heard?.rest(), 50),
    }),
    EditorView.updateListener.of(({ transactions, selectionSet, docChanged }) => {
      for (const transaction of transactions) {
        if (transaction.docChanged && !transaction.annotation(Transaction.remote)) ears.heard?.local(ChangeSet.fromJSON(transaction.changes.toJSON()));
      }
      if (selectionSet || docChanged) ears.heard?.caret();
    }),
  ];
}
