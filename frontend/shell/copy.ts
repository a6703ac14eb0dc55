// A click beside a heading copies the address of the section; a copy button, the text it names.
import { toast } from "./toast.ts";

export function copyAtAClick(): void {
  const { copied = "", copiedText = "" } = document.body.dataset;
  const copy = (text: string, said: string): void => {
    navigator.clipboard?.writeText(text).then(() => toast(said), () => undefined);
  };
  document.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a.anchor");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) copy(link.href, copied);
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copies]")) {
    const source = document.querySelector(button.dataset.copies ?? "");
    if (!source || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => copy(source.textContent?.trim() ?? "", copiedText));
  }
}
