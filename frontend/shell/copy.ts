// A click beside a heading puts the address of the section in the clipboard.
import { toast } from "./toast.ts";

export function copyPermalinks(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a.anchor, a[data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const said = document.body.dataset.copied ?? "";
    navigator.clipboard?.writeText(link.href).then(() => toast(said), () => undefined);
    if (link.matches("[data-copy]")) event.preventDefault();
  });
}
