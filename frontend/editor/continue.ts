// Enter in a list begins the next item; in an empty item it ends the list with an empty line,
// without which what follows would still belong to the last item.
import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

const ITEM = /^(\s*)(?:([-*+])( \[[ xX]\])?|(\d+)([.)])|(>)) (.*)$/;

export function continueList(view: EditorView): boolean {
  const { main } = view.state.selection;
  const line = view.state.doc.lineAt(main.head);
  const found = ITEM.exec(line.text);
  if (!found || !main.empty || main.head < line.from + line.text.length - (found[7] ?? "").length) return false;
  const [, indent = "", bullet, task, number, after, quote, rest = ""] = found;
  if (!rest.trim()) {
    view.dispatch({
      changes: { from: line.from, to: line.to, insert: "\n" },
      selection: EditorSelection.cursor(line.from + 1),
      userEvent: "input",
    });
    return true;
  }
  const mark = quote ?? (bullet ? bullet + (task ? " [ ]" : "") : `${Number(number) + 1}${after}`);
  const insert = `\n${indent}${mark} `;
  view.dispatch({
    changes: { from: main.head, insert },
    selection: EditorSelection.cursor(main.head + insert.length),
    scrollIntoView: true,
    userEvent: "input",
  });
  return true;
}
