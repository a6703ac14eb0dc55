// Text and preview side by side go down together, from heading to heading.
import type { Field } from "./field.ts";

const HEADING = /^#{1,6}[ \t]+\S/;

export class ScrollTogether {
  private frame = 0;

  constructor(
    private readonly field: () => Field,
    private readonly pane: HTMLElement,
  ) {
    addEventListener("scroll", () => this.soon(), { passive: true });
  }

  /** Shows beside the text what stands at its top. */
  soon(): void {
    if (this.pane.hidden || this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.follow();
    });
  }

  private follow(): void {
    if (this.pane.scrollHeight <= this.pane.clientHeight) return;
    const box = this.field().element.getBoundingClientRect();
    const top = this.pane.getBoundingClientRect().top;
    const part = Math.min(Math.max((top - box.top) / Math.max(box.height - this.pane.clientHeight, 1), 0), 1);
    this.pane.scrollTop = this.placeOf(part);
  }

  /** Where in the preview stands what is at this part of the text. */
  private placeOf(part: number): number {
    const lines = this.field().text().split("\n");
    const marks = lines.flatMap((line, index) => (HEADING.test(line) ? [index / lines.length] : []));
    const origin = this.pane.getBoundingClientRect().top - this.pane.scrollTop;
    const titles = [...this.pane.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((title) => title.getBoundingClientRect().top - origin);
    const end = this.pane.scrollHeight - this.pane.clientHeight;
    if (marks.length !== titles.length) return part * end;
    const [from, to] = [[0, ...marks, 1], [0, ...titles.map((place) => Math.min(place, end)), end]];
    const at = Math.max(from.findLastIndex((mark) => mark <= part), 0);
    const [start = 0, next = 1] = [from[at], from[at + 1]];
    const [above = 0, below = end] = [to[at], to[at + 1]];
    return above + ((part - start) / Math.max(next - start, 1e-6)) * (below - above);
  }
}
