// Where the others are in a plain field: the same words, unseen, laid over it in the same letters, with
// a caret wherever somebody is. For the eye alone: the list of people says it in words.
import { type Caret, difference } from "./field.ts";

/** What makes letters fall at the same place. */
const LOOKS = ["font", "letterSpacing", "wordSpacing", "lineHeight", "textIndent", "tabSize", "padding", "borderWidth", "direction", "textAlign"] as const;
/** Signs of a text beyond which nothing is laid over: it would be laid out anew at each key. */
const LONGEST = 100_000;

export class Mirror {
  private readonly frame = document.createElement("div");
  private readonly words = document.createElement("div");
  private carets: Caret[] = [];
  private text: string;
  private due = 0;
  private readonly size = new ResizeObserver(() => this.soon());

  constructor(private readonly area: HTMLTextAreaElement, signal: AbortSignal) {
    this.text = area.value;
    this.frame.className = "live-mirror";
    this.frame.setAttribute("aria-hidden", "true");
    this.frame.hidden = true;
    this.frame.append(this.words);
    area.after(this.frame);
    area.addEventListener("scroll", () => this.follow(), { signal });
    area.addEventListener("input", () => this.moved(), { signal });
    this.size.observe(area);
    signal.addEventListener("abort", () => {
      this.size.disconnect();
      this.frame.remove();
    });
  }

  show(carets: readonly Caret[]): void {
    this.carets = [...carets];
    this.text = this.area.value;
    this.soon();
  }

  /** The text changed: everybody stays at the same words. */
  private moved(): void {
    if (!this.carets.length || this.area.value === this.text) return;
    const changes = difference(this.text, this.area.value, this.area.selectionEnd);
    this.text = this.area.value;
    const place = (at: number): number => changes.mapPos(Math.min(at, changes.length));
    this.carets = this.carets.map((one) => ({ ...one, anchor: place(one.anchor), head: place(one.head) }));
    this.soon();
  }

  private soon(): void {
    if (this.carets.length || !this.frame.hidden) {
      this.due ||= requestAnimationFrame(() => {
        this.due = 0;
        this.draw();
      });
    }
  }

  private draw(): void {
    const { area, frame } = this;
    const text = area.value;
    frame.hidden = !this.carets.length || text.length > LONGEST;
    if (frame.hidden) return;
    const looks = getComputedStyle(area);
    for (const name of LOOKS) this.words.style[name] = looks[name];
    frame.style.inset = `${area.offsetTop}px auto auto ${area.offsetLeft}px`;
    frame.style.width = `${area.offsetWidth}px`;
    frame.style.height = `${area.offsetHeight}px`;
    this.words.style.width = `${area.offsetWidth - this.bar(looks)}px`;
    this.words.replaceChildren(...this.parts(text));
    this.follow();
  }

  /** How wide the bar is that scrolls the field. */
  private bar(looks: CSSStyleDeclaration): number {
    const { area } = this;
    return area.offsetWidth - area.clientWidth - Number.parseFloat(looks.borderLeftWidth) - Number.parseFloat(looks.borderRightWidth);
  }

  private parts(text: string): Node[] {
    const places = new Set([0]);
    const within = (at: number): number => Math.min(at, text.length);
    for (const { anchor, head } of this.carets) places.add(within(anchor)).add(within(head));
    // The last line goes on to its end: it may turn before.
    const end = text.indexOf("\n", Math.max(...places));
    places.add(end < 0 ? text.length : end);
    const cuts = [...places].sort((one, other) => one - other);
    return cuts.flatMap((from, index): Node[] => {
      const here = this.carets.filter(({ head }) => within(head) === from).map(mark);
      const words = text.slice(from, cuts[index + 1] ?? from);
      const over = this.carets.find((one) => from >= Math.min(one.anchor, one.head) && from < Math.max(one.anchor, one.head));
      return words ? [...here, over ? selected(words, over) : document.createTextNode(words)] : here;
    });
  }

  private follow(): void {
    if (!this.frame.hidden) this.words.style.transform = `translateY(${-this.area.scrollTop}px)`;
  }
}

function mark({ name, colour }: Caret): Node {
  const made = document.createElement("span");
  made.className = `live-caret ${colour}`;
  made.dataset.name = name;
  return made;
}

function selected(words: string, { colour }: Caret): Node {
  const made = document.createElement("span");
  made.className = `live-selection ${colour}`;
  made.textContent = words;
  return made;
}
