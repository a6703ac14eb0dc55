// The table of contents beside the text is open where it has a column, and shows where one reads.
export function followContents(): void {
  const box = document.querySelector<HTMLDetailsElement>("details.outline");
  if (!box) return;
  const wide = matchMedia("(min-width: 80rem)");
  const follow = (): void => {
    box.open = wide.matches;
  };
  follow();
  wide.addEventListener("change", follow);
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of box.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const watcher = new IntersectionObserver(
    (entries) => {
      const first = entries.filter((entry) => entry.isIntersecting)[0];
      if (!first) return;
      for (const link of links.values()) link.classList.remove("is-here");
      links.get(first.target)?.classList.add("is-here");
    },
    { rootMargin: "-10% 0px -75% 0px" },
  );
  for (const heading of links.keys()) watcher.observe(heading);
}
