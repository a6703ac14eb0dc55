// Comments on passages: those that are there are marked in the text, and a selection offers one.
// Without this script the list below the text and the choice of a passage do the same.
const box = document.querySelector<HTMLElement>("[data-comments]");
const text = document.querySelector<HTMLElement>("article.prose");
const AROUND = 40;
const LONGEST = 1_000;
const HEADINGS = "h1, h2, h3, h4, h5, h6";
const BLOCKS = `p, li, dd, ${HEADINGS}`;

interface Signs {
  read: string;
  places: [Text, number][];
}

/** One sign, as the wiki compares them: no space, no mark, one apostrophe, one ellipsis. */
function fold(sign: string): string {
  if (/[\s*_`~|\\]/.test(sign)) return "";
  if (sign === "’" || sign === "‘") return "'";
  return sign === "…" ? "..." : sign;
}

function isRead(node: Node): boolean {
  return !node.parentElement?.closest(".anchor, .section-edit, .comment-block, .footnote-ref, .footnote-back, .visually-hidden, script");
}

function signsOf(root: Node): Signs {
  const found: Signs = { read: "", places: [] };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!isRead(node)) continue;
    const { data } = node as Text;
    for (let at = 0; at < data.length; at += 1) {
      for (const sign of fold(data.charAt(at))) {
        found.read += sign;
        found.places.push([node as Text, at]);
      }
    }
  }
  return found;
}

function folded(words: string): string {
  return [...words].map(fold).join("");
}

/** Where a passage stands, when it stands at one place only. */
function find(signs: Signs, item: HTMLElement): Range | null {
  const { quote = "", before = "", after = "" } = item.dataset;
  const head = folded(before);
  const wanted = folded(quote);
  const whole = head + wanted + folded(after);
  const at = signs.read.indexOf(whole);
  if (!wanted || at < 0 || signs.read.indexOf(whole, at + 1) >= 0) return null;
  const first = signs.places[at + head.length];
  const last = signs.places[at + head.length + wanted.length - 1];
  if (!first || !last) return null;
  const range = document.createRange();
  range.setStart(first[0], first[1]);
  range.setEnd(last[0], last[1] + 1);
  return range;
}

/** What stands beside the text under a name: the first of the places that show it. */
function part(name: string): Range | null {
  const shown = document.querySelector(`[data-part="${CSS.escape(name)}"]:not(li)`);
  if (!shown) return null;
  const range = document.createRange();
  range.selectNodeContents(shown);
  return range;
}

function reveal(place: Node): void {
  const shown = place instanceof Element ? place : place.parentElement;
  const folded = shown?.closest("details");
  if (folded) folded.open = true;
  shown?.scrollIntoView({ block: "center" });
}

function markPassages(list: HTMLElement, article: HTMLElement): void {
  const signs = signsOf(article);
  const ranges: Range[] = [];
  for (const item of list.querySelectorAll<HTMLElement>("[data-quote], [data-part]")) {
    const range = item.dataset.part ? part(item.dataset.part) : find(signs, item);
    if (!range) continue;
    ranges.push(range);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = list.dataset.see ?? "";
    button.addEventListener("click", () => {
      reveal(range.startContainer);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range.cloneRange());
    });
    item.append(button);
  }
  if (ranges.length && "highlights" in CSS) CSS.highlights.set("passage", new Highlight(...ranges));
}

/** The words of a selection with what is around them in their block, as an address asks for them. */
function asked(selection: Selection, article: HTMLElement): URLSearchParams | null {
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.commonAncestorContainer)) return null;
  const quote = selection.toString().trim();
  if (quote.length < 2 || quote.length > LONGEST) return null;
  const start = range.startContainer;
  const block = (start instanceof Element ? start : start.parentElement)?.closest("p, li, h2, h3, h4, h5, h6, td, th, dd, dt, pre");
  if (!block?.contains(range.endContainer)) return new URLSearchParams({ quote });
  const around = (from: [Node, number], to: [Node, number]): string => {
    const piece = document.createRange();
    piece.setStart(...from);
    piece.setEnd(...to);
    return piece.toString();
  };
  const before = around([block, 0], [range.startContainer, range.startOffset]).slice(-AROUND);
  const after = around([range.endContainer, range.endOffset], [block, block.childNodes.length]).slice(0, AROUND);
  return new URLSearchParams({ quote, before, after });
}

function offerComment(address: string, label: string, article: HTMLElement): void {
  const link = document.createElement("a");
  link.className = "button button-primary comment-here";
  link.textContent = label;
  link.hidden = true;
  article.after(link);
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const query = selection && asked(selection, article);
    link.hidden = !query;
    if (query) link.href = `${address}?${query.toString()}`;
  });
}

/** What is read of a block, on one line. */
function wordsOf(block: HTMLElement): string {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let words = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (isRead(node)) words += (node as Text).data;
  return words.replace(/\s+/g, " ").trim();
}

function offer(place: HTMLElement, address: string, asked: Record<string, string>, label: string, words: string, icon: Element | null): void {
  const link = document.createElement("a");
  link.className = "comment-block";
  link.href = `${address}?${new URLSearchParams(asked).toString()}`;
  link.title = label;
  link.setAttribute("aria-label", `${label} — ${words.slice(0, 60)}`);
  if (icon) link.append(icon.cloneNode(true));
  place.append(link);
}

/** At the end of each block, a link that comments on it: nothing needs to be selected. */
function offerBlocks(list: HTMLElement, address: string, article: HTMLElement, icon: Element | null): void {
  for (const block of article.querySelectorAll<HTMLElement>(BLOCKS)) {
    if (block.querySelector(BLOCKS) || block.closest("nav, .footnotes, .other-languages")) continue;
    const words = wordsOf(block);
    if (words.length < 2) continue;
    const whole: Record<string, string> = words.length > LONGEST ? {} : { whole: "1" };
    const label = block.matches(HEADINGS) ? list.dataset.labelHeading : list.dataset.label;
    offer(block, address, { quote: words.slice(0, LONGEST), ...whole }, label ?? "", words, icon);
  }
}

/** The same beside each thing that stands apart from the text, such as a field of a sheet. */
function offerParts(list: HTMLElement, address: string, icon: Element | null): void {
  for (const row of document.querySelectorAll<HTMLElement>("div[data-part]")) {
    const name = row.querySelector<HTMLElement>("dt") ?? row;
    const words = name.textContent?.trim() ?? "";
    offer(name, address, { block: row.dataset.part ?? "" }, list.dataset.labelPart ?? "", words, icon);
  }
}

if (box && text) {
  markPassages(box, text);
  if (box.dataset.comments) {
    offerComment(box.dataset.comments, box.dataset.label ?? "", text);
    const icon = box.querySelector(".comment-any .icon");
    offerBlocks(box, box.dataset.comments, text, icon);
    offerParts(box, box.dataset.comments, icon);
  }
}
