// In a table, Tab goes to the next cell and Enter to the next row, which is made when there is none;
// the bars are put under each other on the way.
import type { EditorView } from "@codemirror/view";

const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;

interface Place {
  /** Numbers of the first and last line of the table, then of this row and this cell in it. */
  first: number;
  last: number;
  row: number;
  cell: number;
  rows: string[][];
}

/** The cells of a line; a bar behind a backslash is a letter. */
function cellsOf(line: string): string[] {
  return line.trim().slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function placeOf(view: EditorView): Place | null {
  const { doc, selection } = view.state;
  const here = doc.lineAt(selection.main.head);
  if (!ROW.test(here.text)) return null;
  let [first, last] = [here.number, here.number];
  while (first > 1 && ROW.test(doc.line(first - 1).text)) first--;
  while (last < doc.lines && ROW.test(doc.line(last + 1).text)) last++;
  if (last === first || !RULE.test(doc.line(first + 1).text)) return null;
  const rows = Array.from({ length: last - first + 1 }, (_, index) => cellsOf(doc.line(first + index).text));
  const before = here.text.slice(0, selection.main.head - here.from).match(/(?<!\\)\|/g)?.length ?? 0;
  const row = here.number - first;
  const cell = Math.min(Math.max(before - 1, 0), Math.max((rows[row]?.length ?? 1) - 1, 0));
  return { first, last, row, cell, rows };
}

/** Writes the table with its bars in line, and puts the caret at the end of a cell. */
function write(view: EditorView, place: Place, row: number, cell: number): boolean {
  const { doc } = view.state;
  const width = Math.max(...place.rows.map((cells) => cells.length));
  const sizes = Array.from({ length: width }, (_, index) =>
    Math.max(3, ...place.rows.map((cells, at) => (at === 1 ? 3 : [...(cells[index] ?? "")].length))),
  );
  const lines = place.rows.map((cells, at) => `| ${sizes.map((size, index) => filled(cells[index] ?? "", size, at === 1)).join(" | ")} |`);
  const from = doc.line(place.first).from;
  const start = lines.slice(0, row).reduce((sum, line) => sum + line.length + 1, from);
  const target = lines[row] ?? "";
  const bars = [...target.matchAll(/(?<!\\)\|/g)].map((found) => found.index);
  const anchor = start + (bars[cell] ?? 0) + 2 + (place.rows[row]?.[cell] ?? "").length;
  view.dispatch({
    changes: { from, to: doc.line(place.last).to, insert: lines.join("\n") },
    selection: { anchor },
    scrollIntoView: true,
    userEvent: "input",
  });
  return true;
}

function filled(cell: string, size: number, isRule: boolean): string {
  if (!isRule) return cell + " ".repeat(Math.max(0, size - [...cell].length));
  const [left, right] = [cell.startsWith(":") ? ":" : "-", cell.endsWith(":") ? ":" : "-"];
  return left + "-".repeat(size - 2) + right;
}

export function nextCell(view: EditorView): boolean {
  const place = placeOf(view);
  if (!place) return false;
  const width = place.rows[0]?.length ?? 1;
  if (place.cell + 1 < width) return write(view, place, place.row, place.cell + 1);
  return write(view, place, following(place), 0);
}

export function previousCell(view: EditorView): boolean {
  const place = placeOf(view);
  if (!place) return false;
  const width = place.rows[0]?.length ?? 1;
  if (place.cell > 0) return write(view, place, place.row, place.cell - 1);
  const above = place.row === 2 ? 0 : Math.max(place.row - 1, 0);
  return write(view, place, above, place.row === 0 ? 0 : width - 1);
}

export function nextRow(view: EditorView): boolean {
  const place = placeOf(view);
  if (!place || !view.state.selection.main.empty) return false;
  const isLast = place.row === place.rows.length - 1;
  if (isLast && place.row > 1 && place.rows[place.row]?.every((cell) => !cell)) return leave(view, place);
  return write(view, place, following(place), 0);
}

/** The row below, past the rule; a new one at the end. */
function following(place: Place): number {
  const below = place.row === 0 ? 2 : place.row + 1;
  if (below >= place.rows.length) place.rows.push(place.rows[0]?.map(() => "") ?? [""]);
  return below;
}

/** Enter in an empty last row takes it away and goes on under the table. */
function leave(view: EditorView, place: Place): boolean {
  const line = view.state.doc.line(place.last);
  view.dispatch({ changes: { from: line.from, to: line.to, insert: "\n" }, selection: { anchor: line.from + 1 }, scrollIntoView: true, userEvent: "input" });
  return true;
}
