// Text pasted from an office program or a web page, as clean Markdown. Ctrl+Shift+V pastes it bare.
import type { Field } from "./field.ts";
import { markdownOf } from "./html/blocks.ts";
import { say, word } from "./words.ts";

/** Past this, the browser would hold still: the bare text is pasted. */
const LONGEST = 2_000_000;

export function pasteClean(form: HTMLFormElement, field: () => Field): void {
  form.querySelector<HTMLElement>(".editor-field")?.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const markdown = html && html.length <= LONGEST ? markdownOf(html) : null;
    if (!markdown) return;
    event.preventDefault();
    event.stopPropagation();
    const [from, to] = field().selection();
    field().replace(from, to, markdown);
    say(word("pasted"));
  }, true);
}
