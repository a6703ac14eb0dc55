// To find and replace, loaded when one asks for it or chooses a passage.
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";

// Never without it: so all of CodeMirror is one file, a twentieth lighter than three.
import "./codemirror.ts";

export { openSearchPanel };

export function finding(): Extension {
  return [highlightSelectionMatches(), search({ top: true }), keymap.of(searchKeymap)];
}
