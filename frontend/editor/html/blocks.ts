// HTML from elsewhere as clean Markdown: headings, lists, tables, quotes, links; no colours or fonts.
import { inlines, isDropped, paragraph } from "./inlines.ts";
import { tidyOffice } from "./office.ts";

const BLOCKS =
  "address,article,aside,blockquote,body,center,dd,details,div,dl,dt,figure,figcaption,footer,form,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,ul";
/** What shows that something more than words was copied. */
const MEANT = "a[href],b,strong,i,em,h1,h2,h3,h4,h5,h6,li,table,blockquote,[data-style*='mso-list'],[data-style*='font-weight'],[data-style*='font-style']";

/** The Markdown of some HTML; nothing when it holds only words. */
export function markdownOf(html: string): string | null {
  const root = new DOMParser().parseFromString(unstyled(html), "text/html").body;
  if (!root.querySelector(MEANT)) return null;
  tidyOffice(root);
  return blocks(root).join("\n\n");
}

/** The same without styles, which the policy of the page would report: inline ones are set aside. */
function unstyled(html: string): string {
  const bare = html.replace(/<style\b[^]*?<\/style\s*>/gi, "");
  return bare.replace(/<[^<>]+>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

/** The blocks inside an element, each a Markdown text. */
function blocks(parent: Element): string[] {
  const found: string[] = [];
  let loose: Node[] = [];
  const settle = (): void => {
    const text = paragraph(loose);
    if (text) found.push(text);
    loose = [];
  };
  for (const node of parent.childNodes) {
    const isBlock = node instanceof Element && (node.matches(BLOCKS) || node.querySelector(BLOCKS) !== null);
    if (!isBlock) {
      loose.push(node);
    } else {
      settle();
      if (!isDropped(node)) found.push(...block(node).filter(Boolean));
    }
  }
  settle();
  return found;
}

function block(element: Element): string[] {
  const level = /^H([1-6])$/.exec(element.tagName)?.[1];
  if (level) {
    const title = paragraph(element.childNodes).replace(/\\?\n/g, " ").replace(/\*\*/g, "");
    return title ? [`${"#".repeat(Math.max(2, Number(level)))} ${title}`] : [];
  }
  switch (element.tagName) {
    case "UL":
    case "OL":
      return [list(element)];
    case "PRE":
      return [fenced(element.textContent ?? "")];
    case "BLOCKQUOTE":
      return [indented(blocks(element).join("\n\n"), "> ", "> ")];
    case "HR":
      return ["---"];
    case "TABLE":
      return [table(element as HTMLTableElement)];
    case "DT":
      return [paragraph(element.childNodes)];
    case "DD":
      return [indented(blocks(element).join("\n\n"), ": ", "  ")];
    default:
      return blocks(element);
  }
}

function list(element: Element): string {
  const lines: string[] = [];
  const ordered = element.tagName === "OL";
  let number = Number(element.getAttribute("start") ?? "1") || 1;
  for (const child of element.children) {
    if (/^[UO]L$/.test(child.tagName)) {
      lines.push(indented(list(child), "  ", "  "));
    } else if (child.tagName === "LI") {
      const mark = ordered ? `${number++}. ` : "- ";
      const inner = blocks(child).reduce((text, next) => text + (/^(?:- |\d+\. )/.test(next) ? "\n" : "\n\n") + next, "").trim();
      if (inner) lines.push(indented(inner, mark, " ".repeat(mark.length)));
    }
  }
  return lines.join("\n");
}

/** A table with its first row as head; one that only lays out a page gives its cells one by one. */
function table(element: HTMLTableElement): string {
  const rows = [...element.rows].map((row) => [...row.cells].map(cell));
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width < 2 || element.querySelector("table")) return [...element.rows].flatMap((row) => [...row.cells].flatMap(blocks)).join("\n\n");
  const line = (cells: string[]): string => `| ${Array.from({ length: width }, (_, index) => cells[index] ?? "").join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(Array(width).fill("---")), ...body.map(line)].join("\n");
}

function cell(element: HTMLTableCellElement): string {
  const text = inlines(element.childNodes).replace(/\\?\s+/g, " ").trim();
  return element.tagName === "TH" ? text.replace(/\*\*/g, "").replace(/\|/g, "\\|") : text.replace(/\|/g, "\\|");
}

function fenced(text: string): string {
  return `\`\`\`\n${text.replace(/\n+$/, "")}\n\`\`\``;
}

function indented(text: string, first: string, others: string): string {
  return text
    .split("\n")
    .map((line, index) => (line || others.trim() ? (index ? others : first) + line : "").trimEnd())
    .join("\n");
}
