// A video of another site is asked for only at the click: nothing is sent to it before.
export function loadVideos(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as HTMLElement).closest<HTMLAnchorElement>("a.video-load[data-player]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = link.dataset.player ?? "";
    player.title = link.textContent?.trim() ?? "";
    player.allow = "fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    player.tabIndex = 0;
    link.replaceWith(player);
    player.focus();
  });
}
