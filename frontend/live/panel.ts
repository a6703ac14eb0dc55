// What stands above the text written by several: a word when something is amiss, who is here, and
// the one place where what happens is said aloud.
import { word } from "../editor/words.ts";

/** Milliseconds: what is said at one moment is said in one sentence, and someone back soon never left. */
const TOGETHER = 600;

export class Panel {
  readonly people: HTMLUListElement;
  private readonly banner: HTMLElement;
  private readonly said: HTMLElement;
  private waiting: string[] = [];
  private timer = 0;

  constructor(private readonly slot: HTMLElement) {
    this.banner = this.part("div", "live-banner callout callout-warning");
    this.banner.hidden = true;
    this.people = this.part("ul", "live-people");
    this.people.setAttribute("aria-label", word("live:people"));
    this.people.hidden = true;
    this.said = this.part("p", "visually-hidden");
    this.said.setAttribute("role", "status");
  }

  /** Says aloud, politely; the eye sees it elsewhere. */
  say(sentence: string): void {
    this.waiting.push(sentence);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.said.textContent = this.waiting.join(" ");
      this.waiting = [];
    }, TOGETHER);
  }

  /** Shows a sentence until another one, or none, takes its place. */
  warn(sentence: string, link?: { address: string; label: string }): void {
    const before = this.banner.textContent;
    this.banner.replaceChildren();
    this.banner.hidden = !sentence;
    if (!sentence) return;
    const text = document.createElement("p");
    text.textContent = sentence;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = new URL(link.address, location.href).href;
      anchor.target = "_blank";
      anchor.textContent = link.label;
      text.append(" ", anchor);
    }
    this.banner.append(text);
    if (this.banner.textContent !== before) this.say(sentence);
  }

  private part<K extends "div" | "ul" | "p">(tag: K, name: string): HTMLElementTagNameMap[K] {
    const made = document.createElement(tag);
    made.className = name;
    this.slot.append(made);
    return made;
  }
}
