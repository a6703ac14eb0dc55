// Words with their marks as Markdown.
const DROPPED = new Set(["SCRIPT", "STYLE", "TITLE", "TEMPLATE", "NOSCRIPT", "SVG", "IFRAME", "OBJECT", "BUTTON", "INPUT", "SELECT", "TEXTAREA"]);
const SAFE_ADDRESS = /^(?:https?:|mailto:)/i;
const MARKS: Record<string, string> = { B: "**", STRONG: "**", I: "*", EM: "*", CITE: "*", S: "~~", DEL: "~~", STRIKE: "~~" };

export const isDropped = (node: Element): boolean => DROPPED.has(node.tagName.toUpperCase()) || node.tagName.includes(":");

/** What an element says of its look; kept under this name, since the page's policy forbids the other. */
export const styleOf = (element: Element): string => element.getAttribute("data-style") ?? "";

/** The Markdown of some nodes, on one line save for the breaks that were wanted. */
export function inlines(nodes: Iterable<Node>): string {
  return [...nodes].map(inline).join("");
}

/** The same as the text of a paragraph: trimmed, and nothing at its start that would be a mark. */
export function paragraph(nodes: Iterable<Node>): string {
  return inlines(nodes)
    .replace(/ *\n */g, "\n")
    .replace(/ {2,}/g, " ")
    .replace(/^(?:\\?\s)+|(?:\\?\s)+$/g, "")
    .replace(/^(#{1,6} |[-+>] |:::)/gm, "\\$1")
    .replace(/^(\d+)([.)] )/gm, "$1\\$2");
}

function inline(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return escaped((node.textContent ?? "").replace(/[ \t\r\n\f]+/g, " "));
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const element = node as HTMLElement;
  if (isDropped(element)) return "";
  if (element.tagName === "BR") return "\\\n";
  if (element.tagName === "IMG") return escaped(element.getAttribute("alt") ?? "");
  if (element.tagName === "CODE" || element.tagName === "TT") return code(element.textContent ?? "");
  const inner = inlines(element.childNodes);
  if (element.tagName === "A") return link(inner, element.getAttribute("href") ?? "");
  return marksOf(element).reduce(around, inner);
}

/** Puts a mark around words, the spaces at their ends left outside, as Markdown wants. */
function around(inner: string, mark: string): string {
  const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inner) ?? [];
  return words && !words.startsWith(mark) ? `${before}${mark}${words}${mark}${after}` : inner;
}

function marksOf(element: HTMLElement): string[] {
  const style = styleOf(element);
  const fontWeight = /(?:^|;)\s*font-weight:\s*(\w+)/i.exec(style)?.[1] ?? "";
  const fontStyle = /(?:^|;)\s*font-style:\s*(\w+)/i.exec(style)?.[1] ?? "";
  const named = MARKS[element.tagName];
  const found = new Set<string>();
  if (named && !(named === "**" && /^(?:normal|[1-4]00)$/.test(fontWeight)) && !(named === "*" && fontStyle === "normal")) found.add(named);
  if (/^(?:bold|bolder|[6-9]00)$/.test(fontWeight)) found.add("**");
  if (fontStyle === "italic") found.add("*");
  if (/(?:^|;)\s*text-decoration[^;]*line-through/i.test(style)) found.add("~~");
  return [...found];
}

function link(words: string, address: string): string {
  const label = words.trim();
  if (!label || !SAFE_ADDRESS.test(address)) return words;
  const place = address.replace(/[()\s<>]/g, encodeURIComponent);
  return `[${label}](${place})`;
}

function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return text.trim() ? `${fence}${text.replace(/\s+/g, " ").trim()}${fence}` : "";
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*[\]]/g, "\\$&")
    .replace(/(^|\W)(_+)(?=\w)|(\w)(_+)(?=\W|$)/g, (found) => found.replace(/_/g, "\\_"))
    .replace(/~~/g, "\\~~");
}
