// Where one writes: the plain <textarea>, or CodeMirror over it. Commands know only this.
export interface Field {
  readonly element: HTMLElement;
  text(): string;
  selection(): [from: number, to: number];
  /** Replaces a range and selects `[from, to)` of the result; one step for « undo ». */
  replace(from: number, to: number, text: string, select?: [number, number]): void;
  focus(): void;
  onChange(heard: () => void): void;
  undo(back: boolean): void;
  /** Opens the panel that finds and replaces, where the field has one. */
  find?(): void;
  /** Gives the text back to the <textarea> and lets go of it. */
  close(): void;
}

export class TextareaField implements Field {
  private heard: (() => void) | null = null;

  constructor(readonly element: HTMLTextAreaElement) {
    element.hidden = false;
  }

  text(): string {
    return this.element.value;
  }

  selection(): [number, number] {
    return [this.element.selectionStart, this.element.selectionEnd];
  }

  replace(from: number, to: number, text: string, select: [number, number] = [from + text.length, from + text.length]): void {
    this.element.focus();
    this.element.setSelectionRange(from, to);
    // The old command is the only one that the browser's own « undo » remembers.
    const kept = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
    if (!kept) {
      this.element.setRangeText(text, from, to);
      this.element.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.element.setSelectionRange(...select);
  }

  focus(): void {
    this.element.focus();
  }

  onChange(heard: () => void): void {
    this.heard = heard;
    this.element.addEventListener("input", heard);
  }

  undo(back: boolean): void {
    this.element.focus();
    document.execCommand(back ? "undo" : "redo");
  }

  close(): void {
    if (this.heard) this.element.removeEventListener("input", this.heard);
  }
}
