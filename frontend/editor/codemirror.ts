// CodeMirror over the <textarea>: the same text, with marks in colour, and offers as one types.
import { copyLineDown, copyLineUp, deleteLine, history, historyKeymap, moveLineDown, moveLineUp, redo, standardKeymap, undo } from "@codemirror/commands";
import { defineLanguageFacet, Language, languageDataProp, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension, Prec, type Transaction } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import { Autolink, parser, Strikethrough, Table, TaskList } from "@lezer/markdown";
import { continueList } from "./continue.ts";
import type { Field } from "./field.ts";
import { nextCell, nextRow, previousCell } from "./tables.ts";
import { phrases } from "./words.ts";

const data = defineLanguageFacet();
const markdown = new Language(
  data,
  parser.configure([Table, TaskList, Strikethrough, Autolink, { props: [languageDataProp.add({ Document: data })] }]),
  [],
  "markdown",
);
const colours = tagHighlighter([
  { tag: tags.heading1, class: "md-heading md-heading-1" },
  { tag: tags.heading2, class: "md-heading md-heading-2" },
  { tag: tags.heading3, class: "md-heading md-heading-3" },
  { tag: tags.heading, class: "md-heading" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strikethrough, class: "md-strike" },
  { tag: tags.link, class: "md-link" },
  { tag: tags.url, class: "md-url" },
  { tag: tags.monospace, class: "md-code" },
  { tag: tags.quote, class: "md-quote" },
  { tag: [tags.processingInstruction, tags.contentSeparator], class: "md-mark" },
]);
/** Whole lines, as in other editors; what is made for code is left out. */
const LINES = [
  { key: "Alt-ArrowUp", run: moveLineUp, shift: copyLineUp },
  { key: "Alt-ArrowDown", run: moveLineDown, shift: copyLineDown },
  { key: "Shift-Mod-k", run: deleteLine },
];
const LOOK = EditorView.theme({
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { padding: "1rem 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 1rem" },
  ".cm-cursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 25%, transparent)",
  },
  ".cm-placeholder": { color: "var(--muted)" },
});

export class CodeMirrorField implements Field {
  readonly element: HTMLElement;
  protected readonly view: EditorView;
  private heard: (() => void) | null = null;
  private readonly offering = new Compartment();
  private readonly finding = new Compartment();

  constructor(
    private readonly area: HTMLTextAreaElement,
    private readonly options: DOMStringMap,
    more: Extension = [],
  ) {
    const at = area.selectionStart;
    this.view = new EditorView({
      state: EditorState.create({
        doc: area.value,
        selection: { anchor: Math.min(at, area.value.length) },
        extensions: [this.extensions(), more],
      }),
    });
    this.element = this.view.dom;
    area.hidden = true;
    area.after(this.view.dom);
    area.form?.addEventListener("submit", this.giveBack);
    area.form?.addEventListener("formdata", this.onFormData);
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  selection(): [number, number] {
    const { from, to } = this.view.state.selection.main;
    return [from, to];
  }

  replace(from: number, to: number, text: string, select: [number, number] = [from + text.length, from + text.length]): void {
    this.view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: select[0], head: select[1] },
      scrollIntoView: true,
      userEvent: "input",
    });
  }

  focus(): void {
    this.view.focus();
  }

  onChange(heard: () => void): void {
    this.heard = heard;
  }

  undo(back: boolean): void {
    (back ? undo : redo)(this.view);
  }

  find(): void {
    void this.withFinding().then(({ openSearchPanel }) => openSearchPanel(this.view));
  }

  close(): void {
    this.giveBack();
    this.area.form?.removeEventListener("submit", this.giveBack);
    this.area.form?.removeEventListener("formdata", this.onFormData);
    this.view.destroy();
    this.area.hidden = false;
  }

  private readonly giveBack = (): void => {
    this.area.value = this.text();
  };

  private readonly onFormData = (event: FormDataEvent): void => {
    event.formData.set(this.area.name, this.text());
  };

  private async withFinding(): Promise<typeof import("./finding.ts")> {
    const loaded = await import("./finding.ts");
    this.fill(this.finding, () => loaded.finding());
    return loaded;
  }

  private async offer(): Promise<void> {
    const { offers, startCompletion } = await import("./offers.ts");
    if (this.fill(this.offering, () => offers(this.area.form, this, this.options))) startCompletion(this.view);
  }

  /** Adds to the field what was loaded; false when it is there. */
  private fill(place: Compartment, made: () => Extension): boolean {
    const now = place.get(this.view.state);
    if (!Array.isArray(now) || now.length) return false;
    this.view.dispatch({ effects: place.reconfigure(made()) });
    return true;
  }

  private asked(transactions: readonly Transaction[]): void {
    if (transactions.some((one) => one.isUserEvent("input"))) void this.offer().catch(() => undefined); // without a line, one writes without offers
    if (!this.view.state.selection.main.empty) void this.withFinding().catch(() => undefined);
  }

  private extensions(): Extension[] {
    const { options } = this;
    return [
      EditorView.cspNonce.of(options.nonce ?? ""),
      LOOK,
      history(),
      drawSelection(),
      EditorView.lineWrapping,
      EditorView.scrollMargins.of(covered),
      markdown.extension,
      syntaxHighlighting(colours),
      placeholder(this.area.placeholder),
      this.offering.of([]),
      this.finding.of([]),
      EditorState.phrases.of(phrases()),
      Prec.high(keymap.of([{ key: "Enter", run: (view) => nextRow(view) || continueList(view) }, { key: "Tab", run: nextCell, shift: previousCell }])),
      keymap.of([{ key: "Mod-f", run: () => (this.find(), true) }, ...historyKeymap, ...LINES, ...standardKeymap]),
      EditorView.contentAttributes.of({
        "aria-label": this.area.labels?.[0]?.textContent?.trim() ?? "",
        spellcheck: "true",
        autocorrect: "on",
        autocapitalize: "sentences",
        lang: document.documentElement.lang,
      }),
      EditorView.domEventHandlers({ beforeinput: typeOver }),
      EditorView.updateListener.of((update) => {
        this.asked(update.transactions);
        if (!update.docChanged) return;
        this.giveBack();
        this.heard?.();
      }),
    ];
  }
}

/** Pixels at the top and at the bottom of the window that always stand over the text. */
function covered(): { top: number; bottom: number } {
  const height = (selector: string): number => document.querySelector<HTMLElement>(selector)?.offsetHeight ?? 0;
  return { top: height(".header") + height(".toolbar"), bottom: height(".editor-foot") };
}

/** Typing over a selection: left to itself, Chromium copies its look into an inline style. */
function typeOver(event: InputEvent, view: EditorView): boolean {
  const typed = event.inputType === "insertText" && event.data && event.cancelable;
  if (!typed || view.state.selection.main.empty || view.composing) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}
