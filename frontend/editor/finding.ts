// To find and replace, loaded when one asks for it or chooses a passage.
import { highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";

export { openSearchPanel };

export function finding(): Extension {
  return [highlightSelectionMatches(), search({ top: true }), keymap.of(searchKeymap)];
}
