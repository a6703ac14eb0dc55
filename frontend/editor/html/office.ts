// What office programs write for a list: paragraphs that only look like one, made into a list again.
import { styleOf } from "./inlines.ts";

const LEVEL = /mso-list:[^;]*\blevel(\d+)/i;
const IGNORED = /mso-list:\s*ignore/i;
const NUMBERED = /^\(?(?:\d+|[a-z]|[ivx]+)[.)]/i;

interface Item {
  paragraph: HTMLElement;
  level: number;
  ordered: boolean;
}

export function tidyOffice(root: HTMLElement): void {
  let run: Item[] = [];
  for (const paragraph of [...root.querySelectorAll<HTMLElement>("p")]) {
    const item = itemOf(paragraph);
    const last = run.at(-1)?.paragraph;
    if (run.length && (!item || last?.nextElementSibling !== paragraph)) {
      gather(run);
      run = [];
    }
    if (item) run.push(item);
  }
  if (run.length) gather(run);
}

function itemOf(paragraph: HTMLElement): Item | null {
  const found = LEVEL.exec(styleOf(paragraph));
  if (!found) return null;
  const mark = [...paragraph.querySelectorAll("span")].find((span) => IGNORED.test(styleOf(span)));
  const ordered = NUMBERED.test(mark?.textContent?.trim() ?? "");
  mark?.remove();
  return { paragraph, level: Number(found[1]), ordered };
}

/** Puts paragraphs that follow each other in lists, one inside the other. */
function gather(run: Item[]): void {
  const page = run[0]!.paragraph.ownerDocument;
  const open: { list: HTMLElement; level: number }[] = [];
  for (const { paragraph, level, ordered } of run) {
    while (open.length > 1 && open.at(-1)!.level > level) open.pop();
    if (!open.length || open.at(-1)!.level < level) {
      const list = page.createElement(ordered ? "ol" : "ul");
      const around = open.at(-1)?.list;
      if (around) (around.lastElementChild ?? around).append(list);
      else paragraph.before(list);
      open.push({ list, level });
    }
    const item = page.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1)!.list.append(item);
    paragraph.remove();
  }
}
