// Ctrl+K opens the command palette, whose script comes when it is first asked for.
export function offerCommands(): void {
  const open = async (): Promise<void> => (await import("./palette.ts")).openPalette();
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    if ((event.target as HTMLElement).closest("textarea, [contenteditable]")) return; // where one writes, it makes a link
    event.preventDefault();
    void open();
  });
  for (const button of document.querySelectorAll<HTMLElement>("[data-palette]")) {
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      void open();
    });
  }
}
