// Whose a name is, among the windows of one browser: two that have one would number their changes
// alike, and the server would take the one's for the other's. The browser's own locks tell: they hold
// in a window that sleeps, and fall with it. What was sent under a name is sent again under it, as the
// server then knows it by its number, only by who holds its lock. Where a browser has no locks (old, or
// the wiki is not in https) nobody can be sure that the other window is gone: a new name is taken
// (`Core.of`), and what was sent is typed anew unless the server shows it; at worst words come twice,
// in sight, and none is lost.

/** Whether this window has the name from now on, as long as it lives; null where nobody can tell. */
export async function own(name: string, patience = 0): Promise<boolean | null> {
  // Typed as always there; browsers have it in https only.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return null;
  return new Promise((resolve) => {
    const options = patience ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true };
    const hold = (lock: Lock | null): Promise<void> | null => {
      resolve(lock !== null);
      return lock && new Promise<void>(() => {});
    };
    locks.request(`wiki:live:${name}`, options, hold).catch(() => resolve(false));
  });
}
